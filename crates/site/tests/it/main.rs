//! What a reader, a program and a browser rely on.

mod addresses;
mod api;
mod browser;
mod caching;
mod hostile;
mod pages;
mod record;
mod site;
