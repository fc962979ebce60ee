//! The turn of the fiscal year as an office goes through it, in virtual time: the year's report is finished
//! first, then the next plan is opened from this year's measures, and the year before can still be had.

mod calendar;
mod file;
pub mod office;
pub mod shown;
mod year;
