//! What a user of the record relies on, on every database that is at hand.

#[cfg(test)]
mod acts;
#[cfg(test)]
mod copies;
#[cfg(test)]
mod corrections;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod decisions;
#[cfg(test)]
mod deleted;
#[cfg(test)]
mod doctor;
#[cfg(test)]
mod editorial;
#[cfg(test)]
mod editors;
#[cfg(test)]
mod entry_texts;
#[cfg(test)]
mod every_statement;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod every_write;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod films;
#[cfg(test)]
mod films_known;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod judging;
#[cfg(test)]
mod kind_answers;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod press;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod script;
#[cfg(test)]
mod server;
#[cfg(test)]
mod servers;
#[cfg(test)]
mod support;
#[cfg(test)]
mod undo;
#[cfg(test)]
mod whole;
#[cfg(test)]
mod works;
#[cfg(test)]
mod writing;
#[cfg(test)]
mod young;
