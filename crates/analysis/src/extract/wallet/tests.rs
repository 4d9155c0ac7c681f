//! Addresses with right and wrong checksums.

use crate::extract::quoted::quoted;
use model::MentionType;

/// Examples of the standards (BIP 173, BIP 350, EIP-55, CashAddr) and of the coins' documentation.
const RIGHT: [(&str, &str); 13] = [
    ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "btc"),
    ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "btc"),
    ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "btc"),
    (
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "btc",
    ),
    ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "eth"),
    ("LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9", "ltc"),
    ("DPpJVPpvPNP6i6tMj4rTycAGh8wReTqaSU", "doge"),
    ("TNDzfERDpxLDS2w1q6yaFC7pzqaSQ3Bg3r", "trx"),
    ("qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "bch"),
    ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "xrp"),
    (
        "48bWuoDG75CXMDHbmPEvUF2hm1vLDic7ZJ7hqRkL65QR9p13AQAX4eEACXNk4YP115Q4KRVZnAvmMBHrcGfv9FvKPZnH6vH",
        "xmr",
    ),
    (
        "88WB4JKdQVhWfkc8cBT9EEJ6vejSAqKJHbV1dXBAXdpgQovtNDNRxfKCS7wB8rHQ5D5zH2Pd1YkyMNNQDie6ZfeZ311fPgn",
        "xmr",
    ),
    (
        "4Gd4DLiXzBmbVX2FZZ3Cvu6fUaWACup1qDowprUCje1kSP4FmbftiJMSfV8kWZXNqmVwj4m52xqtgFNUudVmsmGkGvkLcCibWfVUfUFVB7",
        "xmr",
    ),
];

/// Address in normal form.
fn normal(address: &str, chain: &str) -> String {
    let case_counts = address.starts_with("0x") || address.starts_with("BC1");
    if case_counts {
        format!("{chain}:{}", address.to_lowercase())
    } else {
        format!("{chain}:{address}")
    }
}

fn values(text: &str) -> Vec<String> {
    quoted(text, MentionType::Wallet)
        .into_iter()
        .map(|(value, _)| value)
        .collect()
}

#[test]
fn an_address_with_a_right_checksum_is_found_on_its_chain() {
    for (address, chain) in RIGHT {
        for text in [
            format!("send to {address}, please"),
            format!("钱包{address}谢谢"),
            format!("coin:{address}?amount=1"),
        ] {
            assert_eq!(values(&text), [normal(address, chain)], "{text}");
        }
    }
}

#[test]
fn an_address_with_one_other_character_is_none() {
    for (address, _) in RIGHT {
        let middle = address.len() / 2;
        for other in ["1", "q", "Q", "7", "c", "C"] {
            let changed = format!("{}{other}{}", &address[..middle], &address[middle + 1..]);
            if changed != address {
                assert!(values(&changed).is_empty(), "{changed}");
            }
        }
    }
}

#[test]
fn a_part_of_a_longer_run_is_no_address() {
    for (address, _) in RIGHT {
        for text in [
            format!("{address}x"),
            format!("x{address}"),
            format!("{address}_1"),
        ] {
            assert!(values(&text).is_empty(), "{text}");
        }
    }
}

#[test]
fn mixed_case_is_refused_where_it_is_wrong() {
    for text in [
        "bc1QW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0XD1220A0CF47C7B9BE7A2E6BA89F429762E7B9ADB",
        "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6A",
    ] {
        assert!(values(text).is_empty(), "{text}");
    }
}

#[test]
fn one_case_alone_claims_no_checksum() {
    for text in [
        "0xde709f2102306220921060314715629080e2fb77",
        "0xDE709F2102306220921060314715629080E2FB77",
    ] {
        assert_eq!(
            values(text),
            ["eth:0xde709f2102306220921060314715629080e2fb77"]
        );
    }
}

#[test]
fn the_network_is_told() {
    let found = crate::extract::Extractor::new().extract(
        "mptPo5AvLzJXi4T82vR6g82fT5uJ6HsQCu",
        &crate::extract::Context::default(),
    );
    assert!(found[0].attributes["network"] == model::Attribute::Text("testnet".to_owned()));
    assert!(found[0].attributes["chain"] == model::Attribute::Text("btc".to_owned()));
}

#[test]
fn a_solana_address_needs_a_word_for_the_chain() {
    let address = "833XorXTTx5iya5B3Tr6iqEs9GbRuvVfwyLCP2vpdzhq";
    assert!(values(address).is_empty());
    for text in [format!("SOL: {address}"), format!("{address} (solana)")] {
        assert_eq!(values(&text), [format!("sol:{address}")], "{text}");
    }
}

#[test]
fn a_wallet_in_a_url_is_found_inside_of_it() {
    let text = "https://example.com/address/1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
    assert_eq!(values(text), ["btc:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"]);
    assert_eq!(quoted(text, MentionType::Url).len(), 1);
}

#[test]
fn hidden_characters_do_not_hide_a_wallet() {
    let text = "1A1zP1eP5QGefi2D\u{200b}MPTfTL5SLmv7DivfNa";
    assert_eq!(values(text), ["btc:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"]);
}
