//! By-lines as pages print them; all invented.
