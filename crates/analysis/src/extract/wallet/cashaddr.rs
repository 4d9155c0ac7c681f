//! Bitcoin Cash addresses (CashAddr), with the prefix left out or standing before a colon.

use super::Address;

const CHARSET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// An address of a hash of 20 bytes: 42 characters. Its prefix is part of the checksum, so the network shows.
pub(super) fn bitcoin_cash(written: &str) -> Option<Address> {
    if written.len() != 42 || !written.starts_with(['q', 'p', 'Q', 'P']) {
        return None;
    }
    let upper = written.bytes().any(|b| b.is_ascii_uppercase());
    let lower = written.bytes().any(|b| b.is_ascii_lowercase());
    if upper && lower {
        return None;
    }
    let address = written.to_ascii_lowercase();
    let mut values = [0u8; 42];
    for (value, byte) in values.iter_mut().zip(address.bytes()) {
        *value = CHARSET.iter().position(|known| *known == byte)? as u8;
    }
    let network = [("bitcoincash", "mainnet"), ("bchtest", "testnet")]
        .into_iter()
        .find(|(prefix, _)| {
            let prefix = prefix.bytes().map(|b| b & 0x1f).chain([0]);
            polymod(prefix.chain(values)) == 0
        })?
        .1;
    Some(Address {
        chain: "bch",
        network,
        address,
        method: "cashaddr",
        confidence: 99,
    })
}

/// The checksum of the CashAddr specification: zero (after the final XOR) when it is right.
fn polymod(values: impl Iterator<Item = u8>) -> u64 {
    const GENERATOR: [u64; 5] = [
        0x98_f2bc_8e61,
        0x79_b76d_99e2,
        0xf3_3e5f_b3c4,
        0xae_2eab_e2a8,
        0x1e_4f43_e470,
    ];
    let mut sum: u64 = 1;
    for value in values {
        let top = sum >> 35;
        sum = ((sum & 0x07_ffff_ffff) << 5) ^ u64::from(value);
        for (bit, generator) in GENERATOR.iter().enumerate() {
            if top >> bit & 1 == 1 {
                sum ^= generator;
            }
        }
    }
    sum ^ 1
}
