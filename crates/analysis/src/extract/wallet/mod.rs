//! Recognizer: addresses of crypto-currencies. Where a chain has a checksum, it must be right.
//!
//! Only whole runs of letters and digits of a plausible length are decoded, never a part of one, so a long run costs
//! nothing.

mod base58;
mod cashaddr;
mod hexadecimal;

use super::Context;
use super::account::words::SOLANA;
use super::found::{Candidate, Found};
use super::lexicon::Domain;
use super::page::{Gap, Page, TokenKind};
use super::runs::Runs;
use model::{Attribute, MentionType};

/// Shortest and longest address of any chain: a witness program of two bytes, an integrated Monero address.
const LENGTHS: std::ops::RangeInclusive<usize> = 14..=106;

/// An address that was decoded.
struct Address {
    chain: &'static str,
    network: &'static str,
    /// Normal form.
    address: String,
    /// By which check.
    method: &'static str,
    confidence: u8,
}

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    let bytes = page.folded.as_bytes();
    for (start, end) in Runs::new(bytes, *LENGTHS.start()) {
        if !LENGTHS.contains(&(end - start)) || !bytes[start..end].iter().any(u8::is_ascii_digit) {
            continue;
        }
        let joined = start > 0 && bytes[start - 1] == b'_' || bytes.get(end) == Some(&b'_');
        if joined {
            continue;
        }
        let written = page.with_case(start, end);
        let Some(address) = decode(&written).or_else(|| solana(page, start, &written)) else {
            continue;
        };
        let range = page.original(start, end);
        let mut candidate = Candidate::new(
            MentionType::Wallet,
            range,
            format!("{}:{}", address.chain, address.address),
            address.confidence,
            address.method,
        )
        .with("chain", Attribute::Text(address.chain.to_owned()))
        .with("network", Attribute::Text(address.network.to_owned()));
        candidate.nested = found.is_claimed(range.0, range.1);
        found.push(candidate);
    }
}

/// The chain of an address whose checksum is right.
fn decode(written: &str) -> Option<Address> {
    hexadecimal::ethereum(written)
        .or_else(|| segwit(written))
        .or_else(|| cashaddr::bitcoin_cash(written))
        .or_else(|| base58::checked(written))
        .or_else(|| base58::ripple(written))
        .or_else(|| base58::monero(written))
}

/// Bitcoin's and Litecoin's witness programs (BIP 173, BIP 350).
fn segwit(written: &str) -> Option<Address> {
    const PREFIXES: [(&str, &str, &str); 5] = [
        ("bc1", "btc", "mainnet"),
        ("tb1", "btc", "testnet"),
        ("bcrt1", "btc", "regtest"),
        ("ltc1", "ltc", "mainnet"),
        ("tltc1", "ltc", "testnet"),
    ];
    let (_, chain, network) = PREFIXES.iter().find(|(prefix, ..)| {
        written
            .get(..prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    })?;
    bech32::segwit::decode(written).ok()?;
    Some(Address {
        chain,
        network,
        address: written.to_ascii_lowercase(),
        method: "bech32",
        confidence: 99,
    })
}

/// A Solana address has no checksum: 32 bytes in base58, and a word for the chain near by.
fn solana(page: &Page<'_>, start: usize, written: &str) -> Option<Address> {
    if !(40..=44).contains(&written.len()) || !cue_near(page, start) {
        return None;
    }
    let bytes = bs58::decode(written).into_vec().ok()?;
    (bytes.len() == 32).then(|| Address {
        chain: "sol",
        network: "mainnet",
        address: written.to_owned(),
        method: "cue",
        confidence: 85,
    })
}

/// Whether a word for Solana stands within eight tokens before or behind the run that starts at a folded byte.
fn cue_near(page: &Page<'_>, start: usize) -> bool {
    let at = page
        .tokens
        .partition_point(|token| (token.start as usize) < start);
    let is_cue = |t: usize| page.senses_in(t, Domain::Account).any(|s| s.code == SOLANA);
    let before = (at.saturating_sub(8)..at).any(is_cue);
    let end = (at..page.tokens.len())
        .find(|t| {
            *t > at
                && (page.tokens[*t].gap != Gap::None
                    || matches!(page.tokens[*t].kind, TokenKind::Symbol(_)))
        })
        .unwrap_or(page.tokens.len());
    before || (end..(end + 4).min(page.tokens.len())).any(is_cue)
}

#[cfg(test)]
mod tests;
