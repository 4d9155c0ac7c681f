//! Addresses in base58: with a double SHA-256 as checksum, Ripple's alphabet, Monero's blocks with Keccak.

use super::Address;
use sha2::Sha256;
use sha3::{Digest, Keccak256};

/// Payload of a hash of a key or script, without version and checksum.
const HASH: usize = 20;

/// Bitcoin, Litecoin, Dogecoin, Tron, Dash, Zcash.
pub(super) fn checked(written: &str) -> Option<Address> {
    if !(26..=36).contains(&written.len()) {
        return None;
    }
    let payload = payload(written, bs58::Alphabet::BITCOIN)?;
    let (chain, network) = match (payload.len() - HASH.min(payload.len()), payload.as_slice()) {
        (1, [0x00 | 0x05, ..]) => ("btc", "mainnet"),
        (1, [0x6f | 0xc4, ..]) => ("btc", "testnet"),
        (1, [0x30 | 0x32, ..]) => ("ltc", "mainnet"),
        (1, [0x3a, ..]) => ("ltc", "testnet"),
        (1, [0x1e | 0x16, ..]) => ("doge", "mainnet"),
        (1, [0x41, ..]) => ("trx", "mainnet"),
        (1, [0x4c | 0x10, ..]) => ("dash", "mainnet"),
        (2, [0x1c, 0xb8 | 0xbd, ..]) => ("zec", "mainnet"),
        _ => return None,
    };
    Some(Address {
        chain,
        network,
        address: written.to_owned(),
        method: "base58check",
        confidence: 99,
    })
}

/// Classic addresses of the XRP ledger.
pub(super) fn ripple(written: &str) -> Option<Address> {
    if !written.starts_with('r') || !(25..=35).contains(&written.len()) {
        return None;
    }
    let payload = payload(written, bs58::Alphabet::RIPPLE)?;
    (payload.len() == HASH + 1 && payload[0] == 0).then(|| Address {
        chain: "xrp",
        network: "mainnet",
        address: written.to_owned(),
        method: "base58check",
        confidence: 99,
    })
}

/// The bytes before a right checksum of four bytes.
fn payload(written: &str, alphabet: &bs58::Alphabet) -> Option<Vec<u8>> {
    let mut bytes = bs58::decode(written)
        .with_alphabet(alphabet)
        .into_vec()
        .ok()?;
    let split = bytes.len().checked_sub(4)?;
    let sum = Sha256::digest(Sha256::digest(&bytes[..split]));
    let right = sum[..4] == bytes[split..];
    bytes.truncate(split);
    right.then_some(bytes)
}

/// Standard, integrated and sub-addresses of Monero.
pub(super) fn monero(written: &str) -> Option<Address> {
    if !matches!(written.len(), 95 | 106) {
        return None;
    }
    let bytes = monero_bytes(written)?;
    let split = bytes.len() - 4;
    let sum = Keccak256::digest(&bytes[..split]);
    if sum[..4] != bytes[split..] {
        return None;
    }
    let integrated = written.len() == 106;
    let network = match (bytes[0], integrated) {
        (18 | 42, false) | (19, true) => "mainnet",
        (53 | 63, false) | (54, true) => "testnet",
        (24 | 36, false) | (25, true) => "stagenet",
        _ => return None,
    };
    Some(Address {
        chain: "xmr",
        network,
        address: written.to_owned(),
        method: "monero",
        confidence: 99,
    })
}

/// Blocks of eleven characters are eight bytes; the last is shorter.
fn monero_bytes(written: &str) -> Option<Vec<u8>> {
    const SIZES: [(usize, usize); 3] = [(11, 8), (7, 5), (2, 1)];
    let mut bytes = Vec::with_capacity(77);
    for block in written.as_bytes().chunks(11) {
        let (_, size) = SIZES.iter().find(|(length, _)| *length == block.len())?;
        let mut number: u128 = 0;
        for byte in block {
            let digit = digit(*byte)?;
            number = number * 58 + digit;
        }
        if number >> (8 * size) != 0 {
            return None;
        }
        bytes.extend_from_slice(&number.to_be_bytes()[16 - size..]);
    }
    Some(bytes)
}

fn digit(byte: u8) -> Option<u128> {
    const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    ALPHABET
        .iter()
        .position(|known| *known == byte)
        .map(|at| at as u128)
}
