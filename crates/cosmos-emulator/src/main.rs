//! An in-memory Cosmos DB behind HTTP.

fn main() {}
