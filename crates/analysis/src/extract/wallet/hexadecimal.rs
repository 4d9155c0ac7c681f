//! Ethereum addresses: `0x` and 40 hexadecimal digits; capitals are a checksum (EIP-55) when they are mixed.

use super::Address;
use sha3::{Digest, Keccak256};

pub(super) fn ethereum(written: &str) -> Option<Address> {
    let digits = written
        .strip_prefix("0x")
        .filter(|digits| digits.len() == 40)?;
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let lower = digits.to_ascii_lowercase();
    let has_upper = digits.bytes().any(|b| b.is_ascii_uppercase());
    let has_lower = digits.bytes().any(|b| b.is_ascii_lowercase());
    let mixed = has_upper && has_lower;
    if mixed && !is_checksummed(digits, &lower) {
        return None;
    }
    Some(Address {
        chain: "eth",
        network: "mainnet",
        address: format!("0x{lower}"),
        method: if mixed { "eip55" } else { "hexadecimal" },
        confidence: if mixed { 99 } else { 95 },
    })
}

/// A digit is a capital when the same place of the hash of the small ones is 8 or more.
fn is_checksummed(digits: &str, lower: &str) -> bool {
    let hash = Keccak256::digest(lower.as_bytes());
    digits.bytes().enumerate().all(|(at, digit)| {
        let nibble = hash[at / 2] >> (if at % 2 == 0 { 4 } else { 0 }) & 0xf;
        !digit.is_ascii_alphabetic() || digit.is_ascii_uppercase() == (nibble >= 8)
    })
}
