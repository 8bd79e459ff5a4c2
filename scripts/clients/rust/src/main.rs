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
    s3.create_bucket().bucket(bucket).send().await.expect("a bucket");
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

    let iam = aws_sdk_iam::Client::new(&settings);
    let role = iam.get_role().role_name("orchard-worker").send().await.expect("a role");
    told.insert("a role".into(), json!(role.role().map(|role| role.arn())));
    if let Err(error) = iam.get_role().role_name("none").send().await {
        told.insert("no role".into(), tell(error));
    }
    println!("{}", Value::Object(told));
}
