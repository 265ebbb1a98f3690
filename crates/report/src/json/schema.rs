//! The JSON Schema (draft 2020-12) of deals and scenarios, by which editors complete and check.
//!
//! It is made of what [`tranchet_deal::file::schema`] declares, and refuses only what the readers refuse, but for
//! keys with nothing after them, which the readers take for absent. What it cannot show is what several blocks,
//! a tape or a calendar decide: a stack of tranches with a gap, a key that belongs to another order of principal.

use std::collections::BTreeMap;

use serde_json::{Map as Object, Value, json};
use tranchet_deal::file::schema::{Block, Key, Literal, Map, Number, Shape};

/// The schema of files that a block is the whole of.
pub fn schema(root: &'static Block) -> Object<String, Value> {
    let mut definitions = BTreeMap::new();
    define(root, &mut definitions);
    let mut document = Object::new();
    document.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    document.insert("title".to_owned(), json!(format!("Tranchet {}", root.name)));
    if let Some(Value::Object(body)) = definitions.remove(root.name) {
        document.extend(body);
    }
    document.insert("$defs".to_owned(), json!(definitions));
    document
}

type Definitions = BTreeMap<&'static str, Value>;

/// Adds the definition of a block, and of all that it is made of.
fn define(block: &'static Block, definitions: &mut Definitions) {
    if definitions.contains_key(block.name) {
        return;
    }
    definitions.insert(block.name, Value::Null);
    let mut body = object(block.about);
    let properties: Object<String, Value> = block.all().map(|key| property(key, definitions)).collect();
    let needed: Vec<&str> = block
        .all()
        .filter(|key| key.is_needed)
        .map(|key| key.name)
        .collect();
    body.insert("properties".to_owned(), Value::Object(properties));
    body.insert("additionalProperties".to_owned(), json!(false));
    if !needed.is_empty() {
        body.insert("required".to_owned(), json!(needed));
    }
    if let [alternatives] = block.choices {
        let alternatives: Vec<Value> = alternatives
            .iter()
            .map(|keys| json!({ "required": keys }))
            .collect();
        body.insert("oneOf".to_owned(), json!(alternatives));
    }
    definitions.insert(block.name, Value::Object(body));
}

fn object(about: &str) -> Object<String, Value> {
    let mut body = Object::new();
    body.insert("description".to_owned(), json!(about));
    body.insert("type".to_owned(), json!("object"));
    body
}

fn property(key: &'static Key, definitions: &mut Definitions) -> (String, Value) {
    let mut value = shape(&key.shape, definitions);
    if let Value::Object(value) = &mut value {
        value.insert("description".to_owned(), json!(key.about));
        if !key.example.is_empty() {
            value.insert("examples".to_owned(), json!([example(key.example)]));
        }
    }
    (key.name.to_owned(), value)
}

/// An example as YAML reads it: `true`, `250` and texts.
fn example(text: &str) -> Value {
    let known = matches!(text, "true" | "false") || text.bytes().all(|byte| byte.is_ascii_digit());
    let value = if known {
        serde_json::from_str(text).ok()
    } else {
        None
    };
    value.unwrap_or_else(|| json!(text))
}

fn shape(of: &'static Shape, definitions: &mut Definitions) -> Value {
    match of {
        Shape::Literal(literal) => {
            definitions.insert(literal.name, single(literal));
            reference(literal.name)
        }
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Count(low, high) => json!({
            "type": ["integer", "string"],
            "minimum": low,
            "maximum": high,
            "pattern": r"^\d+(?:_\d+)*$",
            "patternErrorMessage": "A whole number: `250`, `1_000`.",
        }),
        Shape::Word(words) => json!({ "enum": words() }),
        Shape::Block(block) => {
            define(block, definitions);
            reference(block.name)
        }
        Shape::Any(shapes) => {
            let shapes: Vec<Value> = shapes.iter().map(|of| shape(of, definitions)).collect();
            json!({ "anyOf": shapes })
        }
        Shape::OneOrMore(item) => {
            let item = shape(item, definitions);
            json!({ "anyOf": [item, { "type": "array", "items": item, "minItems": 1 }] })
        }
        Shape::List(item) => json!({ "type": "array", "items": shape(item, definitions) }),
        Shape::Map(of) => map(of, definitions),
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn map(of: &'static Map, definitions: &mut Definitions) -> Value {
    let mut values = shape(&of.values, definitions);
    if of.may_be_blank {
        values = json!({ "anyOf": [values, { "type": "null" }] });
    }
    let mut body = Object::new();
    body.insert("type".to_owned(), json!("object"));
    if !of.named.is_empty() {
        let named: Object<String, Value> = of.named.iter().map(|key| property(key, definitions)).collect();
        body.insert("properties".to_owned(), Value::Object(named));
    }
    if let Some(most) = of.most {
        body.insert("maxProperties".to_owned(), json!(most));
    }
    if !of.keys.is_empty() {
        body.insert("propertyNames".to_owned(), json!({ "pattern": of.keys }));
    }
    body.insert("additionalProperties".to_owned(), values);
    Value::Object(body)
}

/// A single value: a text of its pattern, or a number where one will do. Bounds hold numbers only and a pattern
/// texts only, so one definition does for both; `patternErrorMessage` is what editors then say.
fn single(literal: &Literal) -> Value {
    let mut body = Object::new();
    body.insert("description".to_owned(), json!(literal.about));
    body.insert("type".to_owned(), json!(types(literal.number)));
    for (keyword, number) in bounds(literal.number) {
        body.insert(keyword.to_owned(), bound(number));
    }
    body.insert("pattern".to_owned(), json!(literal.pattern));
    body.insert("patternErrorMessage".to_owned(), json!(literal.about));
    Value::Object(body)
}

fn types(number: Number) -> &'static [&'static str] {
    match number {
        Number::No => &["string"],
        Number::Any => &["string", "number", "boolean"],
        Number::Within(..) | Number::Between(..) | Number::Above(_) | Number::AtLeast(_) => {
            &["string", "number"]
        }
    }
}

fn bounds(number: Number) -> Vec<(&'static str, &'static str)> {
    match number {
        Number::No | Number::Any => Vec::new(),
        Number::Within(low, high) => vec![("minimum", low), ("maximum", high)],
        Number::Between(low, high) => vec![("exclusiveMinimum", low), ("exclusiveMaximum", high)],
        Number::Above(low) => vec![("exclusiveMinimum", low)],
        Number::AtLeast(low) => vec![("minimum", low)],
    }
}

/// A bound as written.
fn bound(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}
