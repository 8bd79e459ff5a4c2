import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
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

  public static void main(String[] given) throws Exception {
    String bucket = "orchard-session";
    S3Client s3 = S3Client.create();
    step("put", () -> {
      s3.createBucket(b -> b.bucket(bucket));
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
    IamClient iam = IamClient.builder().build();
    step("a role", () -> iam.getRole(b -> b.roleName("orchard-worker")).role().arn());
    step("no role", () -> iam.getRole(b -> b.roleName("none")));
  }
}
