//! The data of a version keeps to its documented schema.

use rapsap::document::json::{SCHEMA, json};
use rapsap::l10n::L10n;
use serde_json::Value;

use super::overview::closing;
use super::snapshot::{HASH, decisions, golden, with_files};

fn written() -> Value {
    let snapshot = with_files();
    let decisions = decisions(&snapshot);
    let bytes = json(&L10n::new(), &snapshot, &decisions, Some(HASH)).unwrap();
    super::keep("golden.json", &bytes);
    serde_json::from_slice(&bytes).unwrap()
}

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

/// Where `value` is not what `schema` says; the few words of JSON Schema that ours uses, and none unknown.
fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |what: String| faults.push(format!("{at}: {what}"));
    let mut below = Vec::new();
    for (word, rule) in schema.as_object().unwrap() {
        match word.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#").unwrap();
                below.extend(self::faults(root, root.pointer(name).unwrap(), value, at));
            }
            "const" if value == rule => {}
            "const" => fault(format!("{value} is not {rule}")),
            "enum" if rule.as_array().unwrap().contains(value) => {}
            "enum" => fault(format!("{value} is none of {rule}")),
            "type" => {
                let kind = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(number) if number.is_i64() => "integer",
                    Value::Number(_) => "number",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                };
                let one_of = |rule: &Value| rule.as_str() == Some(kind);
                if !one_of(rule) && !rule.as_array().is_some_and(|all| all.iter().any(one_of)) {
                    fault(format!("{value} is not of type {rule}"));
                }
            }
            "minimum" => {
                if value
                    .as_i64()
                    .is_some_and(|value| value < rule.as_i64().unwrap())
                {
                    fault(format!("{value} is below {rule}"));
                }
            }
            "pattern" => {
                let pattern = regex::Regex::new(rule.as_str().unwrap()).unwrap();
                if value.as_str().is_some_and(|text| !pattern.is_match(text)) {
                    fault(format!("{value} does not match {rule}"));
                }
            }
            "anyOf" => {
                let some = rule.as_array().unwrap().iter();
                if some
                    .clone()
                    .all(|rule| !self::faults(root, rule, value, at).is_empty())
                {
                    fault(format!("{value} is none of the alternatives"));
                }
            }
            "items" => {
                for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                    below.extend(self::faults(root, rule, item, &format!("{at}/{place}")));
                }
            }
            "required" => {
                for name in rule.as_array().unwrap() {
                    if value.get(name.as_str().unwrap()).is_none() {
                        fault(format!("{name} is missing"));
                    }
                }
            }
            "properties" => {
                for (name, rule) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        below.extend(self::faults(root, rule, value, &format!("{at}/{name}")));
                    }
                }
            }
            "additionalProperties" => {
                for name in value.as_object().into_iter().flat_map(|all| all.keys()) {
                    if schema["properties"].get(name).is_none() {
                        fault(format!("{name} is not in the schema"));
                    }
                }
            }
            unknown => panic!("{unknown} is not understood here"),
        }
    }
    faults.extend(below);
    faults
}

/// Likewise, of a whole file.
fn of_file(value: &Value) -> String {
    let schema = schema();
    faults(&schema, &schema, value, "").join("\n")
}

#[test]
fn the_data_of_the_real_report_is_what_the_schema_says() {
    assert_eq!(of_file(&written()), "");
    // Of the year's closing report, and from before there were overviews and periods.
    let closing = json(&L10n::new(), &closing(), &[], None).unwrap();
    let mut value: Value = serde_json::from_slice(&closing).unwrap();
    assert!(value["overview"].is_object());
    assert_eq!(of_file(&value), "");
    for later in ["overview", "period"] {
        value.as_object_mut().unwrap().remove(later).unwrap();
        assert_eq!(of_file(&value), "");
    }
}

#[test]
fn what_is_missing_unknown_or_of_another_kind_is_not_what_the_schema_says() {
    type Spoil = fn(&mut Value);
    let spoilt: [(Spoil, &str); 6] = [
        (
            |value| value["measures"][1]["score"]["before"] = 84.25.into(),
            "/measures/1/score",
        ),
        (
            |value| value["measures"][0]["results"][0]["files"][0]["chat"] = 4711.into(),
            "chat",
        ),
        (
            |value| value["decisions"][0]["at"] = "yesterday".into(),
            "/decisions/0/at",
        ),
        (|value| value["schema"] = 2.into(), "/schema"),
        (
            |value| drop(value["office"].as_object_mut().unwrap().remove("name")),
            "name",
        ),
        (
            |value| value["signers"][0]["role"] = "chief".into(),
            "/signers/0/role",
        ),
    ];
    for (spoil, place) in spoilt {
        let mut value = written();
        spoil(&mut value);
        let faults = of_file(&value);
        assert!(faults.contains(place), "{place} is not in {faults}");
    }
}

#[test]
fn scores_are_exact_and_citations_come_with_their_parts() {
    let value = written();
    let measure = &value["measures"][1];
    assert_eq!(measure["score"]["before"], "84.25");
    assert_eq!(measure["score"]["after"], "82.94");
    let order = &measure["results"][0];
    assert_eq!(order["paper"]["number"], "63/2566");
    assert_eq!(order["paper"]["date"], "2023-02-01");
    assert!(order["text"].as_str().unwrap().contains("ที่ ๖๓/๒๕๖๖ เรื่อง"));
    assert_eq!(order["files"][0]["name"], "002-01 คำสั่ง 63-2566.pdf");
    assert_eq!(value["presented_sha256"], HASH);
    assert_eq!(value["decisions"][3]["kind"], "acknowledged");
}

#[test]
fn the_same_version_gives_the_same_data_and_no_id_of_anybody_is_in_it() {
    let snapshot = golden();
    let once = json(&L10n::new(), &snapshot, &[], None).unwrap();
    assert_eq!(once, json(&L10n::new(), &snapshot, &[], None).unwrap());
    let text = String::from_utf8(once).unwrap();
    for word in ["\"chat\"", "\"person\"", "\"post\"", "\"id\"", "insisted"] {
        assert!(!text.contains(word), "{word}");
    }
}
