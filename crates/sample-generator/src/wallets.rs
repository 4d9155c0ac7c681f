//! Invented addresses of wallets, with right checksums. Nobody has their keys: the bytes come from a hash.

use crate::chance::hash;
use sha2::{Digest, Sha256};
use sha3::Keccak256;

/// An invented wallet.
pub(crate) struct Wallet {
    /// Short name of the chain.
    pub(crate) chain: &'static str,
    /// As an advert calls the coin.
    pub(crate) coin: &'static str,
    pub(crate) address: String,
}

fn bytes<const N: usize>(key: u64) -> [u8; N] {
    let mut out = [0; N];
    for (at, part) in out.chunks_mut(8).enumerate() {
        part.copy_from_slice(&hash(&[key, at as u64]).to_le_bytes()[..part.len()]);
    }
    out
}

fn base58check(version: u8, key: u64) -> String {
    let mut payload = vec![version];
    payload.extend(bytes::<20>(key));
    bs58::encode(payload).with_check().into_string()
}

fn segwit(prefix: &str, key: u64) -> String {
    let hrp = bech32::Hrp::parse(prefix).expect("a short lower-case prefix is one");
    bech32::segwit::encode_v0(hrp, &bytes::<20>(key)).expect("20 bytes are a version 0 program")
}

/// EIP-55: letters are upper case where the hash of the lower-case address says so.
fn ethereum(key: u64) -> String {
    let lower: String = bytes::<20>(key)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let digest = Keccak256::digest(lower.as_bytes());
    let mut address = String::from("0x");
    for (at, c) in lower.chars().enumerate() {
        let nibble = digest[at / 2] >> (4 * (1 - at % 2)) & 15;
        address.push(if nibble > 7 {
            c.to_ascii_uppercase()
        } else {
            c
        });
    }
    address
}

/// Monero's base58 works on blocks of 8 bytes, each 11 letters; the last 5 bytes are 7 letters.
fn monero(key: u64) -> String {
    const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut payload = vec![18];
    payload.extend(bytes::<64>(key));
    let check = Keccak256::digest(&payload);
    payload.extend(&check[..4]);
    let mut address = String::new();
    for block in payload.chunks(8) {
        let mut value = block
            .iter()
            .fold(0u128, |value, b| value << 8 | u128::from(*b));
        let mut letters = vec![b'1'; if block.len() == 8 { 11 } else { 7 }];
        for letter in letters.iter_mut().rev() {
            *letter = ALPHABET[(value % 58) as usize];
            value /= 58;
        }
        address.extend(letters.iter().map(|b| *b as char));
    }
    address
}

/// The wallet of a key.
pub(crate) fn wallet(key: u64) -> Wallet {
    let inner = hash(&[key, 0x77]);
    let (chain, coin, address) = match hash(&[key, 0x78]) % 7 {
        0 => ("btc", "BTC", base58check(0x00, inner)),
        1 | 2 => ("btc", "bitcoin", segwit("bc", inner)),
        3 => ("eth", "ETH", ethereum(inner)),
        4 => ("trx", "USDT TRC20", base58check(0x41, inner)),
        5 => ("ltc", "LTC", base58check(0x30, inner)),
        _ => ("xmr", "XMR", monero(inner)),
    };
    Wallet {
        chain,
        coin,
        address,
    }
}

/// Whether the first bytes of the double hash are the checksum; used by tests.
#[cfg(test)]
fn check_holds(address: &str) -> bool {
    let all = bs58::decode(address).into_vec().unwrap();
    let (payload, check) = all.split_at(all.len() - 4);
    Sha256::digest(Sha256::digest(payload))[..4] == *check
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_look_like_their_chain_and_their_checksums_hold() {
        let mut chains = std::collections::BTreeSet::new();
        for key in 0..200 {
            let Wallet { chain, address, .. } = wallet(key);
            chains.insert(chain);
            match chain {
                "btc" if address.starts_with("bc1") => {
                    assert!(bech32::segwit::decode(&address).is_ok());
                }
                "btc" => assert!(address.starts_with('1') && check_holds(&address)),
                "trx" => assert!(address.starts_with('T') && check_holds(&address)),
                "ltc" => assert!(address.starts_with('L') && check_holds(&address)),
                "eth" => assert_eq!(address.len(), 42),
                _ => assert!(address.len() == 95 && address.starts_with('4')),
            }
        }
        assert_eq!(chains.len(), 5);
    }

    #[test]
    fn ethereum_letters_follow_the_published_rule() {
        // The rule's own example: https://eips.ethereum.org/EIPS/eip-55.
        let digest = Keccak256::digest(b"5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
        let expected = "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        for (at, c) in expected.chars().enumerate() {
            let nibble = digest[at / 2] >> (4 * (1 - at % 2)) & 15;
            if c.is_ascii_alphabetic() {
                assert_eq!(c.is_ascii_uppercase(), nibble > 7);
            }
        }
    }
}
