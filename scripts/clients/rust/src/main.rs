//! A session with AWS's SDK for Rust, with all that it presets but TLS: prints what came of each step as JSON.
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::RequestId;
use aws_sdk_s3::primitives::ByteStream;
use aws_smithy_http_client::Builder;
use serde_json::{json, Map, Value};

/// The status and the code of an error, as the SDK reads them.
fn tell<E, R>(error: SdkError<E, R>) -> Value
where
    E: ProvideErrorMetadata + RequestId + std::fmt::Debug,
    R: std::fmt::Debug,
{
    match error.as_service_error() {
        Some(service) => {
            let id = if service.request_id().is_some() { "" } else { " without a request's id" };
            json!(format!("{}{}", service.code().unwrap_or("no code"), id))
        }
        None => json!(format!("{error:?}")),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let settings = aws_config::from_env().http_client(Builder::new().build_http()).load().await;
    let mut told = Map::new();

    // Names below localhost are not known to every machine's resolver.
    let s3 = aws_sdk_s3::Client::from_conf(
        aws_sdk_s3::config::Builder::from(&settings).force_path_style(true).build(),
    );
    let bucket = "orchard-session";
    let place = aws_sdk_s3::types::CreateBucketConfiguration::builder()
        .location_constraint("eu-west-1".into())
        .build();
    s3.create_bucket()
        .bucket(bucket)
        .create_bucket_configuration(place)
        .send()
        .await
        .expect("a bucket");
    s3.put_object()
        .bucket(bucket)
        .key("a/b c+d.txt")
        .metadata("by", "me")
        .body(ByteStream::from_static(b"hello"))
        .send()
        .await
        .expect("an object");
    let got = s3.get_object().bucket(bucket).key("a/b c+d.txt").send().await.expect("the object");
    let (length, by) = (got.content_length(), got.metadata().and_then(|all| all.get("by")).cloned());
    let text = got.body.collect().await.expect("its body").into_bytes();
    told.insert("put".into(), json!([String::from_utf8_lossy(&text), length, by]));
    if let Err(error) = s3.get_object().bucket(bucket).key("none").send().await {
        told.insert("no key".into(), tell(error));
    }
    if let Err(error) = s3.head_object().bucket(bucket).key("none").send().await {
        told.insert("no key's head".into(), tell(error));
    }

    let sqs = aws_sdk_sqs::Client::new(&settings);
    let url = sqs.get_queue_url().queue_name("orchard-shipments").send().await.expect("a queue");
    let all = sqs
        .get_queue_attributes()
        .set_queue_url(url.queue_url().map(String::from))
        .attribute_names("All".into())
        .send()
        .await
        .expect("its attributes");
    let timeout = all.attributes().and_then(|all| all.get(&"VisibilityTimeout".into())).cloned();
    told.insert("production's own".into(), json!([url.queue_url(), timeout]));
    if let Err(error) = sqs.get_queue_url().queue_name("none").send().await {
        told.insert("no queue".into(), tell(error));
    }

    let dynamodb = aws_sdk_dynamodb::Client::new(&settings);
    let tables = dynamodb.list_tables().send().await.expect("tables");
    told.insert("tables".into(), json!(tables.table_names()));
    if let Err(error) = dynamodb.describe_table().table_name("none").send().await {
        told.insert("no table".into(), tell(error));
    }

    told.insert("items".into(), use_items(&dynamodb, bucket).await);
    told.insert("messages".into(), use_messages(&sqs, bucket).await);

    let iam = aws_sdk_iam::Client::new(&settings);
    let role = iam.get_role().role_name("orchard-worker").send().await.expect("a role");
    told.insert("a role".into(), json!(role.role().map(|role| role.arn())));
    if let Err(error) = iam.get_role().role_name("none").send().await {
        told.insert("no role".into(), tell(error));
    }
    println!("{}", Value::Object(told));
}

/// Puts items, looks for some of them page by page, and puts one that is there already.
async fn use_items(dynamodb: &aws_sdk_dynamodb::Client, table: &str) -> Value {
    use aws_sdk_dynamodb::types::{AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement};
    let mut making = dynamodb.create_table().table_name(table).billing_mode(BillingMode::PayPerRequest);
    for (name, key, kind) in [("tree", "HASH", "S"), ("year", "RANGE", "N")] {
        let key = KeySchemaElement::builder().attribute_name(name).key_type(key.into()).build();
        let kind = AttributeDefinition::builder().attribute_name(name).attribute_type(kind.into()).build();
        making = making
            .key_schema(key.expect("a key"))
            .attribute_definitions(kind.expect("an attribute"));
    }
    making.send().await.expect("a table");
    let put = |year: &str| {
        dynamodb
            .put_item()
            .table_name(table)
            .item("tree", AttributeValue::S("apple".into()))
            .item("year", AttributeValue::N(year.into()))
            .condition_expression("attribute_not_exists(tree)")
            .send()
    };
    for year in ["2024", "2025", "2026"] {
        put(year).await.expect("an item");
    }
    let mut pages = dynamodb
        .query()
        .table_name(table)
        .key_condition_expression("tree = :t AND #y > :y")
        .expression_attribute_names("#y", "year")
        .expression_attribute_values(":t", AttributeValue::S("apple".into()))
        .expression_attribute_values(":y", AttributeValue::N("2024".into()))
        .limit(1)
        .into_paginator()
        .items()
        .send();
    let mut years = Vec::new();
    while let Some(item) = pages.next().await {
        years.push(json!(item.expect("an item")["year"].as_n().ok()));
    }
    if let Err(error) = put("2024").await {
        years.push(tell(error));
    }
    json!(years)
}

/// Sends messages, receives and deletes them.
async fn use_messages(sqs: &aws_sdk_sqs::Client, name: &str) -> Value {
    let made = sqs.create_queue().queue_name(name).send().await.expect("a queue");
    let url = made.queue_url().expect("its address");
    for body in ["one", "two"] {
        sqs.send_message().queue_url(url).message_body(body).send().await.expect("a message");
    }
    let got = sqs
        .receive_message()
        .queue_url(url)
        .max_number_of_messages(10)
        .send()
        .await
        .expect("messages");
    let mut bodies = Vec::new();
    for message in got.messages() {
        bodies.push(json!(message.body()));
        sqs.delete_message()
            .queue_url(url)
            .set_receipt_handle(message.receipt_handle().map(String::from))
            .send()
            .await
            .expect("a deletion");
    }
    json!(bodies)
}
