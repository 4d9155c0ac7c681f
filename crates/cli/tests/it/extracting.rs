use crate::program::{run_with, stdout};
use serde_json::Value;

fn extract(arguments: &[&str], input: &[u8]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let output = run_with(folder.path(), &[&["extract"], arguments].concat(), input);
    assert!(output.status.success());
    stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn no_line_is_dropped_or_moved_and_every_span_quotes_its_text() {
    let mut input = Vec::new();
    let mut texts = Vec::new();
    for n in 0..3000 {
        match n % 7 {
            3 => input.extend(b"{\"id\": 1\n"),
            4 => input.extend(b"\n"),
            5 => input.extend(b"{\"id\":\"\xff\",\"text\":\"x\"}\n"),
            6 => input.extend(b"[1,2]\n"),
            _ => {
                let text = format!(
                    "№{n} é call 415-555-01{:02} or mail a{n}@example.com ☎",
                    n % 100
                );
                input.extend(
                    serde_json::to_vec(&serde_json::json!({"id": n.to_string(), "text": text}))
                        .unwrap(),
                );
                input.push(b'\n');
                texts.push((n, text));
            }
        }
    }
    let answers = extract(&["--region", "US"], &input);
    assert_eq!(answers.len(), 3000);
    let mut texts = texts.into_iter();
    for (n, answer) in answers.iter().enumerate() {
        if matches!(n % 7, 3..=6) {
            assert!(
                answer["id"].is_null() && answer["error"].is_string(),
                "{answer}"
            );
            continue;
        }
        let (number, text) = texts.next().unwrap();
        assert_eq!(answer["id"], number.to_string());
        let mentions = answer["mentions"].as_array().unwrap();
        let values: Vec<&str> = mentions
            .iter()
            .map(|m| m["value"].as_str().unwrap())
            .collect();
        assert!(
            values.contains(&format!("+141555501{:02}", n % 100).as_str()),
            "{text}: {values:?}"
        );
        assert!(
            values.contains(&format!("a{n}@example.com").as_str()),
            "{text}: {values:?}"
        );
        for mention in mentions {
            let at = |name: &str| mention[name].as_u64().unwrap() as usize;
            assert_eq!(
                &text[at("start")..at("end")],
                mention["raw"].as_str().unwrap()
            );
            assert!((0.0..=1.0).contains(&mention["confidence"].as_f64().unwrap()));
        }
    }
}

#[test]
fn only_the_types_that_are_asked_for_are_printed() {
    let input =
        br#"{"id":"a","text":"twenty two, call 415-555-0102 or a@example.com","region":"US"}"#;
    let types = |arguments: &[&str]| -> Vec<String> {
        let answer = extract(arguments, input).remove(0);
        answer["mentions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["type"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(types(&["--types", "email"]), ["email"]);
    assert!(!types(&[]).contains(&"number".to_owned()));
    assert!(types(&["--types", "number"]).contains(&"number".to_owned()));
    let folder = tempfile::tempdir().unwrap();
    let wrong = run_with(folder.path(), &["extract", "--types", "telephone"], b"");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        crate::program::stderr(&wrong).contains("phone"),
        "the error names the types that there are"
    );
}

#[test]
fn a_card_number_is_printed_raw_here_but_its_value_is_masked() {
    let input = br#"{"id":"a","text":"card 4111 1111 1111 1111 exp soon"}"#;
    let answer = extract(&["--types", "credit_card"], input).remove(0);
    let card = &answer["mentions"][0];
    assert_eq!(card["raw"], "4111 1111 1111 1111");
    assert!(
        !card["value"].as_str().unwrap().contains("4111 1111"),
        "{card}"
    );
}

#[test]
fn the_explanation_is_for_people() {
    let folder = tempfile::tempdir().unwrap();
    let input = "{\"id\":\"a\",\"text\":\"call 415-555-0102\u{202e} now\",\"region\":\"US\"}";
    let output = run_with(folder.path(), &["extract", "--explain"], input.as_bytes());
    let said = stdout(&output);
    assert!(
        said.contains("+14155550102") && said.contains("% sure"),
        "{said}"
    );
    assert!(
        !said.contains('\u{202e}'),
        "direction marks do not reach the terminal"
    );
}
