//! The handler's process: crashes, exits, hangs, stops.

use crate::stage::{Stage, bindings, host_json, queue_trigger, until};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn process(call: &Value) -> u64 {
    call["process"].as_u64().unwrap()
}

fn alive(process: u64) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/stat"));
    // A zombie is dead.
    status.is_ok_and(|status| !status.contains(") Z "))
}

fn tries_of(stage: &Stage, name: &str) -> usize {
    let line = format!("POST /{name} HTTP/1.1");
    stage
        .calls()
        .iter()
        .filter(|call| call["line"] == line)
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_fails_all_that_is_in_flight_and_the_third_one_ends_the_host() {
    let functions = [
        ("Slow", bindings(&[queue_trigger("p1-slow")])),
        ("Crash", bindings(&[queue_trigger("p1-crash")])),
    ];
    let Some(stage) = Stage::new("p1", &host_json(json!({})), &functions) else {
        return;
    };
    let mut host = stage.start().await;
    stage.send("p1-slow", r#"{"do":{"sleep":1500}}"#).await;
    until("the slow call", async || stage.calls().len() == 1).await;
    stage.send("p1-crash", r#"{"do":{"exit":1}}"#).await;
    until("the end", async || {
        tokio::time::timeout(Duration::from_millis(10), host.ended())
            .await
            .is_ok()
    })
    .await;
    assert!(stage.logged("Exceeded http worker restart retry count. Shutting down Functions Host"));
    assert!(stage.logged("the last words"));
    assert_eq!(tries_of(&stage, "Crash"), 3);
    let lines = stage.lines.lock().unwrap().clone();
    let slow = lines
        .iter()
        .filter(|line| line.contains("Executing 'Functions.Slow'"));
    assert!(slow.count() >= 2, "it failed with the crash and came again");
    // An ended host takes no more messages, however long it takes until somebody notices.
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(tries_of(&stage, "Crash"), 3);
    drop(host);
    assert!(
        stage.drain("p1-crash-poison").await.is_empty(),
        "what it crashed on stays in its queue"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_code_0_burns_every_message_and_200_costs_nothing() {
    let Some(stage) = Stage::new(
        "p2",
        &host_json(json!({})),
        &[("Zero", bindings(&[queue_trigger("p2-in")]))],
    ) else {
        return;
    };
    let host = stage.start().await;
    stage.send("p2-in", r#"{"do":{"exit":0}}"#).await;
    stage.send("p2-in", "harmless").await;
    until("both are poison", async || {
        stage.logged("not started again") && stage.drain("p2-in").await.is_empty()
    })
    .await;
    host.stop().await;

    let again = [("Again", bindings(&[queue_trigger("p3-in")]))];
    let stage = Stage::new("p3", &host_json(json!({})), &again).unwrap();
    let host = stage.start().await;
    stage.send("p3-in", r#"{"do":{"exit":200}}"#).await;
    until("five tries", async || stage.calls().len() == 5).await;
    until("poison", async || {
        !stage.drain("p3-in-poison").await.is_empty()
    })
    .await;
    stage.send("p3-in", "harmless").await;
    until("the next", async || stage.calls().len() == 6).await;
    assert!(!stage.logged("Exceeded"));
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_answer_hangs_until_the_timeout_which_kills_the_process_and_all_its_calls() {
    let functions = [
        ("Hang", bindings(&[queue_trigger("p4-hang")])),
        ("Slow", bindings(&[queue_trigger("p4-slow")])),
    ];
    let limits = json!({ "functionTimeout": "00:00:03", "extensions": { "queues": { "maxDequeueCount": 2 } } });
    let Some(stage) = Stage::new("p4", &host_json(limits), &functions) else {
        return;
    };
    let host = stage.start().await;
    host.ready().await.unwrap();
    stage
        .send("p4-hang", r#"{"do":{"status":204,"body":""}}"#)
        .await;
    until("the call", async || stage.calls().len() == 1).await;
    let start = Instant::now();
    let first = process(&stage.calls()[0]);
    until("the timeout", async || stage.logged("Timeout value of")).await;
    assert!(start.elapsed() > Duration::from_millis(2500));
    assert!(alive(first), "it lives for two more seconds");
    stage.send("p4-slow", r#"{"do":{"sleep":2500}}"#).await;
    until("the kill", async || !alive(first)).await;
    assert!(
        start.elapsed() > Duration::from_millis(4500),
        "{:?}",
        start.elapsed()
    );
    until("the slow one comes again, in another process", async || {
        let calls = stage.calls();
        let slow = calls
            .iter()
            .filter(|call| call["line"] == "POST /Slow HTTP/1.1");
        slow.filter(|call| process(call) != first).count() >= 1
    })
    .await;
    assert!(!stage.logged("Exceeded"), "a kill is no crash");
    drop(host);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_waits_for_what_is_at_work_and_then_kills() {
    let Some(stage) = Stage::new(
        "p5",
        &host_json(json!({})),
        &[("Work", bindings(&[queue_trigger("p5-in")]))],
    ) else {
        return;
    };
    let host = stage.start().await;
    stage.send("p5-in", r#"{"do":{"sleep":1500}}"#).await;
    until("the call", async || stage.calls().len() == 1).await;
    let worker = process(&stage.calls()[0]);
    stage.send("p5-in", "late").await;
    host.stop().await;
    assert!(!alive(worker));
    assert!(stage.logged("Executed 'Functions.Work' (Succeeded"));
    assert!(stage.calls().len() <= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_in_the_midst_of_long_work_leaves_an_orphan_if_it_may() {
    let work = bindings(&[queue_trigger("p6-in")]);
    let Some(mut stage) = Stage::new("p6", &host_json(json!({})), &[("Work", work)]) else {
        return;
    };
    stage.settings.orphan = true;
    let host = stage.start().await;
    stage.send("p6-in", r#"{"do":{"sleep":60000}}"#).await;
    until("the call", async || stage.calls().len() == 1).await;
    let worker = process(&stage.calls()[0]);
    host.stop().await;
    assert!(alive(worker));
    let killed = Command::new("kill")
        .args(["-9", &worker.to_string()])
        .status();
    assert!(killed.unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_cannot_be_started_leaves_a_host_that_runs_nothing() {
    let Some(stage) = Stage::new(
        "p7",
        &host_json(json!({})),
        &[("Work", bindings(&[queue_trigger("p7-in")]))],
    ) else {
        return;
    };
    runs(&stage, "no-such-handler");
    assert!(!Path::new("no-such-handler").exists());
    let host = stage.start().await;
    stage.send("p7-in", "harmless").await;
    until("the failure is told", async || {
        stage.logged("No function will run")
    })
    .await;
    until("the message waits", async || host.in_flight() == 1).await;
    drop(host);
    assert!(stage.drain("p7-in-poison").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_never_listens_is_replaced_and_messages_lose_no_try() {
    let app = [("Work", bindings(&[queue_trigger("p9-in")]))];
    let quick = json!({ "customHandler": { "initializationTimeout": "00:00:00.5" } });
    let Some(mut stage) = Stage::new("p9", &host_json(quick), &app) else {
        return;
    };
    stage
        .settings
        .handler_env
        .push(("DEAF".to_owned(), "1".to_owned()));
    let host = stage.start().await;
    stage.send("p9-in", "harmless").await;
    until("another process", async || {
        let lines = stage.lines.lock().unwrap();
        lines.iter().filter(|line| line.ends_with(": deaf")).count() == 2
    })
    .await;
    assert_eq!(host.in_flight(), 1, "the message waits");
    assert!(!stage.logged("Executed"));
    drop(host);
}

/// The program, on the app of a stage.
fn program(stage: &Stage, more: &[&str]) -> Command {
    let settings = &stage.settings;
    let mut program = Command::new(env!("CARGO_BIN_EXE_local-host"));
    program
        .arg("--script-root")
        .arg(&settings.script_root)
        .args(["--connection", &settings.connection, "--port", "0"])
        .args(["--host-id", &settings.host_id])
        .args(more)
        .stdout(Stdio::piped());
    for (name, value) in &settings.handler_env {
        program.arg("--handler-env").arg(format!("{name}={value}"));
    }
    program
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_ends_well_when_asked_and_badly_when_its_handler_crashes() {
    let app = [("Work", bindings(&[queue_trigger("p8-in")]))];
    let Some(stage) = Stage::new("p8", &host_json(json!({})), &app) else {
        return;
    };
    let running = program(&stage, &[]).spawn().unwrap();
    stage.send("p8-in", "harmless").await;
    until("the call", async || stage.calls().len() == 1).await;
    let asked = Command::new("kill").arg(running.id().to_string()).status();
    assert!(asked.unwrap().success());
    let output = running.wait_with_output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(
        told.contains("function Work") && told.contains("key "),
        "{told}"
    );
    assert!(
        told.contains(" info Function.Work: Executed 'Functions.Work' (Succeeded"),
        "{told}"
    );
    assert!(!alive(process(&stage.calls()[0])));

    let crashing = program(&stage, &["--quiet", "--handler-env", "EXIT_AT_START=3"])
        .output()
        .unwrap();
    let told = String::from_utf8(crashing.stdout).unwrap();
    assert_eq!(crashing.status.code(), Some(1), "{told}");
    assert!(
        told.contains(" fail Worker.HttpWorkerProcess: Exceeded http worker restart"),
        "{told}"
    );
    assert!(!told.contains(" info Host."), "{told}");
}

/// Ends a program by its id, and gives it so long.
async fn ends(running: &mut std::process::Child, within: Duration) -> bool {
    let asked = Command::new("kill").arg(running.id().to_string()).status();
    assert!(asked.unwrap().success());
    let start = Instant::now();
    while start.elapsed() < within {
        if running.try_wait().unwrap().is_some() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    running.kill().unwrap();
    running.wait().unwrap();
    false
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_whose_lines_nobody_reads_works_and_stops_all_the_same() {
    let app = [("Work", bindings(&[queue_trigger("p10-in")]))];
    let Some(stage) = Stage::new("p10", &host_json(json!({})), &app) else {
        return;
    };
    let mut running = program(&stage, &["--handler-env", "FLOOD=1"])
        .spawn()
        .unwrap();
    // The pipe is full long before.
    tokio::time::sleep(Duration::from_secs(2)).await;
    stage.send("p10-in", "harmless").await;
    until("the call", async || stage.calls().len() == 1).await;
    let worker = process(&stage.calls()[0]);
    assert!(ends(&mut running, Duration::from_secs(15)).await);
    assert!(!alive(worker));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_ignores_signals_and_leaves_its_pipes_to_a_child_is_gone_after_a_stop() {
    let app = [("Work", bindings(&[queue_trigger("p11-in")]))];
    let Some(stage) = Stage::new("p11", &host_json(json!({})), &app) else {
        return;
    };
    let root = &stage.settings.script_root;
    // The child lives on with both pipes; what is ignored stays ignored across exec.
    let script = format!(
        "#!/bin/sh\ntrap '' TERM INT HUP\nsleep 40 &\necho $! > sleeper\nexec {}\n",
        env!("CARGO_BIN_EXE_test-handler")
    );
    executable(&root.join("stubborn"), script.as_bytes());
    runs(&stage, "stubborn");
    let host = stage.start().await;
    host.ready().await.unwrap();
    stage.send("p11-in", "harmless").await;
    until("the call", async || stage.calls().len() == 1).await;
    let worker = process(&stage.calls()[0]);
    let start = Instant::now();
    host.stop().await;
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
    assert!(!alive(worker));
    let sleeper = std::fs::read_to_string(root.join("sleeper")).unwrap();
    let killed = Command::new("kill").args(["-9", sleeper.trim()]).status();
    assert!(killed.unwrap().success(), "the child outlived it");
}

fn executable(path: &Path, content: &[u8]) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, content).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// Makes this file of the app its handler.
fn runs(stage: &Stage, name: &str) {
    let path = stage.settings.script_root.join("host.json");
    let mut json: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    json["customHandler"]["description"]["defaultExecutablePath"] = json!(name);
    std::fs::write(&path, json.to_string()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_for_a_handler_that_never_listens_ends_and_says_what_was_waited_for() {
    let app = [("Work", bindings(&[queue_trigger("p12-in")]))];
    let Some(mut stage) = Stage::new("p12", &host_json(json!({})), &app) else {
        return;
    };
    stage
        .settings
        .handler_env
        .push(("DEAF".to_owned(), "1".to_owned()));
    stage.settings.patience = Duration::from_secs(1);
    let host = stage.start().await;
    let waited = tokio::time::timeout(Duration::from_secs(10), host.ready()).await;
    let said = waited.unwrap().unwrap_err().to_string();
    assert!(
        said.contains("Waited 1s for the first answer") && said.contains("processes started: 1"),
        "{said}"
    );
    until("the log says it too", async || stage.logged(&said)).await;
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storage_that_never_answers_ends_the_start_and_is_named() {
    let app = [("Work", bindings(&[queue_trigger("p13-in")]))];
    let Some(mut stage) = Stage::new("p13", &host_json(json!({})), &app) else {
        return;
    };
    // It takes connections and says nothing.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap();
    stage.settings.connection = format!(
        "AccountName=a;AccountKey=bm8ga2V5;BlobEndpoint=http://{address}/a;QueueEndpoint=http://{address}/a"
    );
    stage.settings.patience = Duration::from_secs(1);
    let log = local_host::Log::new(std::sync::Arc::new(|_, _, _| {}));
    let start = local_host::Host::start(stage.settings.clone(), log);
    let started = tokio::time::timeout(Duration::from_secs(10), start).await;
    let said = format!("{:#}", started.unwrap().unwrap_err());
    assert!(
        said.contains("waited 1s for an answer of the storage")
            && said.contains(&address.to_string()),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_is_still_written_is_started_when_that_is_done() {
    let app = [("Work", bindings(&[queue_trigger("p14-in")]))];
    let Some(stage) = Stage::new("p14", &host_json(json!({})), &app) else {
        return;
    };
    let handler = stage.settings.script_root.join("handler");
    executable(
        &handler,
        &std::fs::read(env!("CARGO_BIN_EXE_test-handler")).unwrap(),
    );
    runs(&stage, "handler");
    let writer = std::fs::OpenOptions::new()
        .append(true)
        .open(&handler)
        .unwrap();
    let host = stage.start().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    drop(writer);
    host.ready().await.unwrap();
    assert!(!stage.logged("No function will run"));
    host.stop().await;
}
