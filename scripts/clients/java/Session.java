import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A session with AWS's SDK for Java, with all that it presets: prints a line for each step. */
public class Session {
  static void step(String name, Callable<Object> ask) throws Exception {
    Object told;
    try {
      told = ask.call();
    } catch (AwsServiceException error) {
      told = error.statusCode() + " " + error.awsErrorDetails().errorCode();
      if (error.requestId() == null) told += " without a request's id";
    }
    System.out.println(name + ": " + told);
  }

  static Map<String, AttributeValue> makeKey(String year) {
    return Map.of("tree", AttributeValue.fromS("apple"), "year", AttributeValue.fromN(year));
  }

  public static void main(String[] given) throws Exception {
    String bucket = "orchard-session";
    S3Client s3 = S3Client.create();
    step("put", () -> {
      s3.createBucket(b -> b.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
      s3.putObject(b -> b.bucket(bucket).key("a/b c+d.txt").metadata(Map.of("by", "me")), RequestBody.fromString("hello"));
      var got = s3.getObjectAsBytes(b -> b.bucket(bucket).key("a/b c+d.txt"));
      return got.asUtf8String() + " " + got.response().contentLength() + " " + got.response().metadata();
    });
    step("head", () -> s3.headObject(b -> b.bucket(bucket).key("a/b c+d.txt")).contentLength());
    step("no key", () -> s3.getObjectAsBytes(b -> b.bucket(bucket).key("none")));
    step("no key's head", () -> s3.headObject(b -> b.bucket(bucket).key("none")));
    SqsClient sqs = SqsClient.create();
    step("production's own", () -> {
      String url = sqs.getQueueUrl(b -> b.queueName("orchard-shipments")).queueUrl();
      var all = sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.ALL)).attributes();
      return url + " " + all.get(QueueAttributeName.VISIBILITY_TIMEOUT);
    });
    step("no queue", () -> sqs.getQueueUrl(b -> b.queueName("none")));
    DynamoDbClient dynamodb = DynamoDbClient.create();
    step("tables", () -> dynamodb.listTables().tableNames());
    step("no table", () -> dynamodb.describeTable(b -> b.tableName("none")));
    step("items", () -> {
      dynamodb.createTable(b -> b.tableName(bucket)
          .keySchema(k -> k.attributeName("tree").keyType("HASH"), k -> k.attributeName("year").keyType("RANGE"))
          .attributeDefinitions(a -> a.attributeName("tree").attributeType("S"), a -> a.attributeName("year").attributeType("N"))
          .billingMode("PAY_PER_REQUEST"));
      dynamodb.waiter().waitUntilTableExists(b -> b.tableName(bucket));
      for (String year : List.of("2024", "2025", "2026")) dynamodb.putItem(b -> b.tableName(bucket).item(makeKey(year)));
      var years = new ArrayList<String>();
      dynamodb.queryPaginator(b -> b.tableName(bucket).limit(1)
          .keyConditionExpression("tree = :t AND #y > :y")
          .expressionAttributeNames(Map.of("#y", "year"))
          .expressionAttributeValues(Map.of(":t", AttributeValue.fromS("apple"), ":y", AttributeValue.fromN("2024"))))
          .items().forEach(item -> years.add(item.get("year").n()));
      return years;
    });
    step("a condition that fails", () -> dynamodb.putItem(b -> b.tableName(bucket).item(makeKey("2024"))
        .conditionExpression("attribute_not_exists(tree)")));
    step("messages", () -> {
      String url = sqs.createQueue(b -> b.queueName(bucket)).queueUrl();
      sqs.sendMessageBatch(b -> b.queueUrl(url).entries(e -> e.id("1").messageBody("one"), e -> e.id("2").messageBody("two")));
      var bodies = new ArrayList<String>();
      for (var message : sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10)).messages()) {
        bodies.add(message.body());
        sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(message.receiptHandle()));
      }
      return bodies + " " + sqs.receiveMessage(b -> b.queueUrl(url)).messages();
    });
    IamClient iam = IamClient.builder().build();
    step("a role", () -> iam.getRole(b -> b.roleName("orchard-worker")).role().arn());
    step("no role", () -> iam.getRole(b -> b.roleName("none")));
  }
}
