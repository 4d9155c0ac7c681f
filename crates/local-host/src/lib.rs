//! A small stand-in for the Functions host.
