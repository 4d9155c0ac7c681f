//! Representative files.

use crate::reading::{gzip, read, read_with, records, shown};
use formats::{Format, Item, Limits, Mapping};
use insta::assert_snapshot;

#[test]
fn a_text_is_one_record() {
    assert_snapshot!(shown("\u{feff}New in town!\r\nCall 415-555-0132\r\n".as_bytes(), "a.txt"), @r#"
    Text UTF-8 ByteOrderMark
    record 0 3..36
      | New in town!
      | Call 415-555-0132
    "#);
}

#[test]
fn json_lines_are_read_line_by_line() {
    let file = "{\"Title\":\"Hi\",\"Text\":\"call me\",\"posted_at\":\"2026-03-01\",\"City\":\"Springfield\",\"eyes\":\"green\",\"tags\":[\"a\",\"b\"],\"height\":1.70,\"region\":\"us\",\"lang\":\"en-US\"}\r\n\r\n  {\"ad\":{\"body\":\"<p>one<br>two</p><a href='tel:+14155550132'>call</a>\",\"author\":{\"name\":\"Mia\"}},\"id\":17}\n";
    assert_snapshot!(shown(file.as_bytes(), "a"), @r#"
    JsonLines UTF-8 ValidUtf8
    record 0 0..152
      [posted] 2026-03-01
      [place] Springfield
      [region] US
      [language] en
      | Hi
      | 
      | call me
      | 
      | eyes: green
      | tags: a, b
      | height: 1.70
    record 1 158..260
      [author] Mia
      [post_id] 17
      | one
      | two
      | 
      | call
      | 
      | link: tel:+14155550132
    "#);
}

#[test]
fn a_list_within_an_object_is_read() {
    let file =
        r#"{ "took": 3, "response": { "docs": [ {"title":"a","text":"b"}, {"text":"c"} ] } }"#;
    assert_snapshot!(shown(file.as_bytes(), "a"), @r#"
    Json UTF-8 ValidUtf8 list response.docs
    reject not_a_record 0..36
    record 0 37..61
      | a
      | 
      | b
    record 1 63..75
      | c
    "#);
}

#[test]
fn pretty_json_is_read_element_by_element() {
    let file = "[\n  {\n    \"text\": \"a\",\n    \"n\": 12345678901234567890.50\n  },\n  {\n    \"text\": \"b\"\n  }\n]\n";
    assert_snapshot!(shown(file.as_bytes(), "a"), @r#"
    Json UTF-8 ValidUtf8
    record 0 4..59
      | a
      | 
      | n: 12345678901234567890.50
    record 1 63..84
      | b
    "#);
}

#[test]
fn rows_with_a_header_are_read() {
    let file = "Título;Descripción;Precio;Ojos\r\n\"Hola; soy nueva\";\"línea uno\r\nlínea \"\"dos\"\"\";120 €;verdes\r\nSola;;;\r\n";
    assert_snapshot!(shown(file.as_bytes(), "a"), @r#"
    Csv UTF-8 ValidUtf8 Some(';') header Some(true)
    record 0 34..95
      [price] 120 €
      | Hola; soy nueva
      | 
      | línea uno
      | línea "dos"
      | 
      | Ojos: verdes
    record 1 97..104
      | Sola
    "#);
}

#[test]
fn rows_without_a_header_are_read() {
    let file = "1|call me any time, day or night|120\n2|only this week in town, call now|150\n3|new number, ask for the manager|100\n4|same place as last time, text first|90\n";
    assert_snapshot!(shown(file.as_bytes(), "a"), @r#"
    Csv UTF-8 ValidUtf8 Some('|') header Some(false)
    record 0 0..36
      | call me any time, day or night
      | 
      | c1: 1
      | c3: 120
    record 1 37..75
      | only this week in town, call now
      | 
      | c1: 2
      | c3: 150
    record 2 76..113
      | new number, ask for the manager
      | 
      | c1: 3
      | c3: 100
    record 3 114..154
      | same place as last time, text first
      | 
      | c1: 4
      | c3: 90
    "#);
}

#[test]
fn a_page_is_one_record() {
    let file = r#"<!DOCTYPE html><html><head><title>An &amp; advert</title>
        <link rel="canonical" href="https://example.com/ad/17">
        <meta property="article:published_time" content="2026-03-01T10:00:00Z"><meta name="author" content="Mia">
        <style>p { color: red }</style><script>var x = "<p>not this</p>";</script></head>
        <body><nav><ul><li>Home<li>Ads</ul></nav>
        <h1>New   in town</h1><p>Call&nbsp;me <b>any</b>time,<br>day or night.</p>
        <div style="display: none">hidden</div><p hidden>gone<p>shown
        <table><tr><td>Rate<td>120</tr><tr><td>Hour</td><td>1</td></tr></table>
        <pre>  keep
   this</pre>
        <a href="tel:+14155550132">Call</a> <a href="https://t.me/invented">Telegram</a>
        <a href="https://example.com/more">more</a> <a href="tel:+14155550132">again</a>
        <noscript>no</noscript><template><p>no</p></template></body></html>"#;
    assert_snapshot!(shown(file.as_bytes(), "a"), @r#"
    Html UTF-8 ValidUtf8
    record 0 0..896
      [url] https://example.com/ad/17
      [posted] 2026-03-01T10:00:00Z
      [author] Mia
      | An & advert
      | 
      | Home
      | Ads
      | 
      | New in town
      | 
      | Call me anytime,
      | day or night.
      | 
      | shown
      | 
      | Rate	120
      | Hour	1
      | 
      |   keep
      |    this
      | 
      | Call Telegram more again
      | 
      | link: tel:+14155550132
      | link: https://t.me/invented
    "#);
}

#[test]
fn compressed_files_are_read_like_others() {
    let one = b"{\"text\":\"first\"}\n";
    let two = b"{\"text\":\"second\"}\n";
    let members = [gzip(one), gzip(two)].concat();
    let plain = [&one[..], two].concat();
    assert_eq!(read(&members, "a.jsonl.gz").1, read(&plain, "a.jsonl").1);
    assert_eq!(read(&members, "a").1.len(), 2);
}

#[test]
fn lines_in_any_encoding_say_the_same_and_know_their_bytes() {
    let lines = [
        "{\"text\":\"Привет, позвони мне завтра вечером\"}",
        "{\"text\":\"Новая в городе, номер 555-0132\"}",
    ];
    let file = lines.map(|line| format!("{line}\r\n")).concat();
    let utf16 = |unit: fn(u16) -> [u8; 2]| file.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let encoded = |label: &str| {
        encoding_rs::Encoding::for_label(label.as_bytes())
            .unwrap()
            .encode(&file)
            .0
            .to_vec()
    };
    for (label, bytes) in [
        ("utf-8", file.clone().into_bytes()),
        ("utf-16le", utf16(u16::to_le_bytes)),
        ("utf-16be", utf16(u16::to_be_bytes)),
        ("windows-1251", encoded("windows-1251")),
        ("koi8-r", encoded("koi8-r")),
    ] {
        let records = records(&bytes, "a.jsonl");
        assert_eq!(records.len(), 2, "{label}");
        for (record, line) in records.iter().zip(lines) {
            let range = record.bytes.start as usize..record.bytes.end as usize;
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            let quoted = encoding.decode_without_bom_handling(&bytes[range]).0;
            assert_eq!(quoted, line, "{label}");
            assert!(line.contains(&record.body), "{label}");
        }
    }
    let latin = "{\"text\":\"café señor, llámame\"}\n"
        .chars()
        .map(|c| c as u8)
        .collect::<Vec<u8>>();
    assert_eq!(records(&latin, "a")[0].body, "café señor, llámame");
}

#[test]
fn the_name_decides_only_what_content_leaves_open() {
    for (bytes, name, expected) in [
        (&b"title,text\na,b\n"[..], "a.txt", Format::Csv),
        (b"a,b\nc,d\n", "a.txt", Format::Text),
        (b"a,b\nc,d\n", "a.CSV.gz", Format::Csv),
        (b"words", "a.tsv", Format::Csv),
        (b"words", "a", Format::Text),
        (b"words", "a.html", Format::Html),
        (b"<html>words", "a.json", Format::Html),
        (b"words", "a.json", Format::Json),
        (b"{\"a\":1}", "a.txt", Format::Json),
        (b"{\"a\":1}", "a.ndjson", Format::Json),
        (b"<3 you", "a", Format::Text),
        (
            b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<!doctype html><p>words",
            "a",
            Format::Html,
        ),
        (b"[b]words[/b]", "a", Format::Text),
    ] {
        assert_eq!(read(bytes, name).0.format, expected, "{name} {bytes:?}");
    }
}

#[test]
fn overrides_map_columns() {
    let said = [("ojos", "title"), ("c d", "body"), ("text", "-")]
        .map(|(a, b)| (a.to_owned(), b.to_owned()));
    let mapping = Mapping::with_overrides(&said).unwrap();
    let (_, items) = read_with(
        b"ojos,c_d,text\nx,y,z\n",
        "a.csv",
        &mapping,
        Limits::default(),
    );
    let [Item::Record(record)] = items.as_slice() else {
        panic!("one record")
    };
    assert_eq!(record.text(), "x\n\ny");
}

#[test]
fn nul_bytes_stay_in_a_text() {
    assert_eq!(
        records(b"call\0me now please", "a.txt")[0].body,
        "call\0me now please"
    );
}

#[test]
fn big_files_are_read_in_windows() {
    // Many windows, records across their borders, one record larger than a window.
    let long = "x".repeat(300_000);
    let line = |n: usize| {
        format!(
            "{{\"text\":\"advert {n} é\",\"long\":\"{}\"}}",
            if n == 2500 { &long } else { "" }
        )
    };
    let lines: Vec<String> = (0..5000).map(line).collect();
    let json = format!("[{}]", lines.join(", "));
    let in_lines = records(lines.join("\n").as_bytes(), "a.jsonl");
    let in_list = records(json.as_bytes(), "a.json");
    assert_eq!(in_lines.len(), 5000);
    for (n, (a, b)) in in_lines.iter().zip(&in_list).enumerate() {
        assert_eq!(a.body, format!("advert {n} é"));
        assert_eq!((&a.body, &a.fields), (&b.body, &b.fields));
        assert_eq!(
            &json[b.bytes.start as usize..b.bytes.end as usize],
            lines[n]
        );
    }
    assert_eq!(in_list.len(), 5000);
}

#[test]
fn a_crawl_that_holds_whole_pages_is_read() {
    let page = r#"<html><head><title>Hi</title><meta property='og:url' content='https://example.com/1'></head><body><h1>Hello</h1>call me</body></html>"#;
    let line = serde_json::json!({"html": page, "scraped_at": "2026-03-01"}).to_string();
    assert_snapshot!(shown(line.as_bytes(), "a"), @r#"
    Json UTF-8 ValidUtf8
    record 0 0..170
      [url] https://example.com/1
      [captured] 2026-03-01
      | Hi
      | 
      | Hello
      | 
      | call me
    "#);
}

#[test]
fn hostile_markup_and_data_are_read_in_one_pass() {
    // None of these may overflow the stack or take quadratic time: then the test would never end.
    for (unit, name) in [
        ("<div>", "a.html"),
        ("<b><i>", "a.html"),
        ("<div hidden><p hidden>", "a.html"),
        ("<table><tr><td>", "a.html"),
        ("<a x=\"", "a.html"),
        ("<!----!>", "a.html"),
        ("<!-- -", "a.html"),
        ("<script><title>", "a.html"),
        ("<a b c=d e=\"f\" ", "a.html"),
        ("<a href=tel:+14155550132>", "a.html"),
        ("&CounterClockwiseContourIntegra", "a.html"),
        ("[", "a.json"),
        ("[{\"a\":", "a.json"),
        ("{\"a\":\n", "a.json"),
        ("\n{x", "a.json"),
        ("{\"a\":1} ", "a.json"),
        ("a,\"b\n", "a.csv"),
        ("\"\",\"\"\"", "a.csv"),
        ("\r", "a.csv"),
    ] {
        for start in ["", "<html>", "[{\"text\":\"x\"},", "title,text\n"] {
            let file = format!("{start}{}", unit.repeat(300_000 / unit.len()));
            assert!(!read(file.as_bytes(), name).1.is_empty(), "{unit}");
        }
    }
}

#[test]
fn a_reader_may_move_to_another_thread() {
    fn moves<T: Send>() {}
    moves::<formats::Reader<std::fs::File>>();
}
