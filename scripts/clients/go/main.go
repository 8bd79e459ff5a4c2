// A session with AWS's SDK for Go, with all that it presets: prints what came of each step as JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logs "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	items "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinds "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	places "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	parameters "github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/aws/smithy-go"
)

var told = map[string]any{}

func step(name string, ask func() (any, error)) {
	value, err := ask()
	if err == nil {
		told[name] = value
		return
	}
	var api smithy.APIError
	var response *awshttp.ResponseError
	if errors.As(err, &api) && errors.As(err, &response) {
		told[name] = fmt.Sprintf("%d %s", response.HTTPStatusCode(), api.ErrorCode())
		if response.ServiceRequestID() == "" {
			told[name] = fmt.Sprint(told[name], " without a request's id")
		}
		return
	}
	told[name] = err.Error()
}

// Not every machine's resolver knows names below localhost, which all lead to it (RFC 6761, 6.3).
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, _ := net.SplitHostPort(address)
	if strings.HasSuffix(host, ".localhost") {
		host = "localhost"
	}
	return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort(host, port))
}

func main() {
	ctx := context.Background()
	client := awshttp.NewBuildableClient().WithTransportOptions(func(transport *http.Transport) {
		transport.DialContext = dial
	})
	settings, err := config.LoadDefaultConfig(ctx, config.WithHTTPClient(client))
	if err != nil {
		panic(err)
	}
	useS3(ctx, s3.NewFromConfig(settings))
	useOthers(ctx, settings)
	useItems(ctx, dynamodb.NewFromConfig(settings))
	useMessages(ctx, sqs.NewFromConfig(settings), sns.NewFromConfig(settings))
	useSecrets(ctx, settings)
	useStreams(ctx, kinesis.NewFromConfig(settings), cloudwatchlogs.NewFromConfig(settings))
	if err := json.NewEncoder(os.Stdout).Encode(told); err != nil {
		panic(err)
	}
}

func useS3(ctx context.Context, client *s3.Client) {
	bucket := aws.String("orchard-session")
	read := func(key string) (any, error) {
		got, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: &key})
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(got.Body)
		return []any{len(text), aws.ToInt64(got.ContentLength), got.Metadata}, err
	}
	step("put", func() (any, error) {
		if _, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket, CreateBucketConfiguration: &places.CreateBucketConfiguration{LocationConstraint: places.BucketLocationConstraintEuWest1}}); err != nil {
			return nil, err
		}
		input := &s3.PutObjectInput{Bucket: bucket, Key: aws.String("a/b c+d.txt"), Body: strings.NewReader("hello"), Metadata: map[string]string{"by": "me"}}
		if _, err := client.PutObject(ctx, input); err != nil {
			return nil, err
		}
		return read("a/b c+d.txt")
	})
	step("head", func() (any, error) {
		got, err := client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: bucket, Key: aws.String("a/b c+d.txt")})
		if err != nil {
			return nil, err
		}
		return aws.ToInt64(got.ContentLength), nil
	})
	step("no key", func() (any, error) { return read("none") })
	step("no key's head", func() (any, error) {
		return client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: bucket, Key: aws.String("none")})
	})
	step("presigned", func() (any, error) {
		signed, err := s3.NewPresignClient(client).PresignGetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: aws.String("a/b c+d.txt")})
		if err != nil {
			return nil, err
		}
		answer, err := (&http.Client{Transport: &http.Transport{DialContext: dial}}).Get(signed.URL)
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(answer.Body)
		return string(text), err
	})
}

func useOthers(ctx context.Context, settings aws.Config) {
	queues, tables := sqs.NewFromConfig(settings), dynamodb.NewFromConfig(settings)
	roles, alarms := iam.NewFromConfig(settings), cloudwatch.NewFromConfig(settings)
	step("production's own", func() (any, error) {
		got, err := queues.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: aws.String("orchard-shipments")})
		if err != nil {
			return nil, err
		}
		of, err := queues.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{QueueUrl: got.QueueUrl, AttributeNames: []types.QueueAttributeName{"All"}})
		if err != nil {
			return nil, err
		}
		return []any{aws.ToString(got.QueueUrl), of.Attributes["VisibilityTimeout"]}, nil
	})
	step("no queue", func() (any, error) {
		return queues.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: aws.String("none")})
	})
	step("tables", func() (any, error) {
		got, err := tables.ListTables(ctx, &dynamodb.ListTablesInput{})
		if err != nil {
			return nil, err
		}
		return got.TableNames, nil
	})
	step("no table", func() (any, error) {
		return tables.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: aws.String("none")})
	})
	step("a role", func() (any, error) {
		got, err := roles.GetRole(ctx, &iam.GetRoleInput{RoleName: aws.String("orchard-worker")})
		if err != nil {
			return nil, err
		}
		return aws.ToString(got.Role.Arn), nil
	})
	step("no role", func() (any, error) { return roles.GetRole(ctx, &iam.GetRoleInput{RoleName: aws.String("none")}) })
	step("no dashboard", func() (any, error) {
		return alarms.GetDashboard(ctx, &cloudwatch.GetDashboardInput{DashboardName: aws.String("none")})
	})
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func useItems(ctx context.Context, client *dynamodb.Client) {
	table := aws.String("orchard-session")
	text := func(value string) items.AttributeValue { return &items.AttributeValueMemberS{Value: value} }
	number := func(value string) items.AttributeValue { return &items.AttributeValueMemberN{Value: value} }
	key := func(value string) map[string]items.AttributeValue {
		return map[string]items.AttributeValue{"tree": text("apple"), "year": number(value)}
	}
	must(client.CreateTable(ctx, &dynamodb.CreateTableInput{
		TableName: table,
		KeySchema: []items.KeySchemaElement{
			{AttributeName: aws.String("tree"), KeyType: items.KeyTypeHash},
			{AttributeName: aws.String("year"), KeyType: items.KeyTypeRange},
		},
		AttributeDefinitions: []items.AttributeDefinition{
			{AttributeName: aws.String("tree"), AttributeType: items.ScalarAttributeTypeS},
			{AttributeName: aws.String("year"), AttributeType: items.ScalarAttributeTypeN},
		},
		BillingMode: items.BillingModePayPerRequest,
	}))
	waiter := dynamodb.NewTableExistsWaiter(client)
	if err := waiter.Wait(ctx, &dynamodb.DescribeTableInput{TableName: table}, time.Minute); err != nil {
		panic(err)
	}
	put := func(year string) (*dynamodb.PutItemOutput, error) {
		return client.PutItem(ctx, &dynamodb.PutItemInput{
			TableName:           table,
			Item:                key(year),
			ConditionExpression: aws.String("attribute_not_exists(tree)"),
		})
	}
	step("items", func() (any, error) {
		for _, year := range []string{"2024", "2025", "2026"} {
			if _, err := put(year); err != nil {
				return nil, err
			}
		}
		pages := dynamodb.NewQueryPaginator(client, &dynamodb.QueryInput{
			TableName:                 table,
			KeyConditionExpression:    aws.String("tree = :t AND #y > :y"),
			ExpressionAttributeNames:  map[string]string{"#y": "year"},
			ExpressionAttributeValues: map[string]items.AttributeValue{":t": text("apple"), ":y": number("2024")},
			Limit:                     aws.Int32(1),
		})
		years := []string{}
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return nil, err
			}
			for _, item := range page.Items {
				years = append(years, item["year"].(*items.AttributeValueMemberN).Value)
			}
		}
		return years, nil
	})
	step("a condition that fails", func() (any, error) { return put("2024") })
	step("a transaction that is cancelled", func() (any, error) {
		_, err := client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []items.TransactWriteItem{
			{Put: &items.Put{TableName: table, Item: key("2027")}},
			{ConditionCheck: &items.ConditionCheck{TableName: table, Key: key("1999"), ConditionExpression: aws.String("attribute_exists(tree)")}},
		}})
		var cancelled *items.TransactionCanceledException
		if !errors.As(err, &cancelled) {
			return nil, err
		}
		codes := []string{}
		for _, reason := range cancelled.CancellationReasons {
			codes = append(codes, aws.ToString(reason.Code))
		}
		return codes, nil
	})
}

func useMessages(ctx context.Context, queues *sqs.Client, topics *sns.Client) {
	url := must(queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("orchard-session")})).QueueUrl
	of := must(queues.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{QueueUrl: url, AttributeNames: []types.QueueAttributeName{"QueueArn"}}))
	receive := func() ([]string, error) {
		got, err := queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: url, MaxNumberOfMessages: 10})
		if err != nil {
			return nil, err
		}
		bodies := []string{}
		for _, message := range got.Messages {
			bodies = append(bodies, aws.ToString(message.Body))
			if _, err := queues.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: url, ReceiptHandle: message.ReceiptHandle}); err != nil {
				return nil, err
			}
		}
		return bodies, nil
	}
	step("messages", func() (any, error) {
		_, err := queues.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: url, Entries: []types.SendMessageBatchRequestEntry{
			{Id: aws.String("1"), MessageBody: aws.String("one")},
			{Id: aws.String("2"), MessageBody: aws.String("two")},
		}})
		if err != nil {
			return nil, err
		}
		return receive()
	})
	step("a topic to a queue", func() (any, error) {
		topic := must(topics.CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String("orchard-session")})).TopicArn
		must(topics.Subscribe(ctx, &sns.SubscribeInput{
			TopicArn:   topic,
			Protocol:   aws.String("sqs"),
			Endpoint:   aws.String(of.Attributes["QueueArn"]),
			Attributes: map[string]string{"RawMessageDelivery": "true"},
		}))
		must(topics.Publish(ctx, &sns.PublishInput{TopicArn: topic, Message: aws.String("three")}))
		return receive()
	})
}

func useSecrets(ctx context.Context, settings aws.Config) {
	keys, secrets, store := kms.NewFromConfig(settings), secretsmanager.NewFromConfig(settings), ssm.NewFromConfig(settings)
	step("a key", func() (any, error) {
		id := must(keys.CreateKey(ctx, &kms.CreateKeyInput{})).KeyMetadata.KeyId
		locked := must(keys.Encrypt(ctx, &kms.EncryptInput{KeyId: id, Plaintext: []byte("hello")})).CiphertextBlob
		got, err := keys.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: locked})
		if err != nil {
			return nil, err
		}
		return string(got.Plaintext), nil
	})
	step("a secret", func() (any, error) {
		name := aws.String("orchard-session")
		must(secrets.CreateSecret(ctx, &secretsmanager.CreateSecretInput{Name: name, SecretString: aws.String("one")}))
		must(secrets.PutSecretValue(ctx, &secretsmanager.PutSecretValueInput{SecretId: name, SecretString: aws.String("two")}))
		got, err := secrets.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: name, VersionStage: aws.String("AWSPREVIOUS")})
		if err != nil {
			return nil, err
		}
		return aws.ToString(got.SecretString), nil
	})
	step("a parameter", func() (any, error) {
		name := aws.String("/orchard/session")
		must(store.PutParameter(ctx, &ssm.PutParameterInput{Name: name, Value: aws.String("one"), Type: parameters.ParameterTypeSecureString}))
		got, err := store.GetParameter(ctx, &ssm.GetParameterInput{Name: name, WithDecryption: aws.Bool(true)})
		if err != nil {
			return nil, err
		}
		return []any{aws.ToString(got.Parameter.Value), got.Parameter.Version}, nil
	})
}

func useStreams(ctx context.Context, streams *kinesis.Client, groups *cloudwatchlogs.Client) {
	name := aws.String("orchard-session")
	step("a stream of data", func() (any, error) {
		must(streams.CreateStream(ctx, &kinesis.CreateStreamInput{StreamName: name, ShardCount: aws.Int32(1)}))
		must(streams.PutRecord(ctx, &kinesis.PutRecordInput{StreamName: name, PartitionKey: name, Data: []byte("hello")}))
		shards := must(streams.ListShards(ctx, &kinesis.ListShardsInput{StreamName: name})).Shards
		from := must(streams.GetShardIterator(ctx, &kinesis.GetShardIteratorInput{StreamName: name, ShardId: shards[0].ShardId, ShardIteratorType: kinds.ShardIteratorTypeTrimHorizon}))
		got, err := streams.GetRecords(ctx, &kinesis.GetRecordsInput{ShardIterator: from.ShardIterator})
		if err != nil {
			return nil, err
		}
		return string(got.Records[0].Data), nil
	})
	step("a log", func() (any, error) {
		must(groups.CreateLogGroup(ctx, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: name}))
		must(groups.CreateLogStream(ctx, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: name, LogStreamName: name}))
		now := aws.Int64(time.Now().UnixMilli())
		must(groups.PutLogEvents(ctx, &cloudwatchlogs.PutLogEventsInput{LogGroupName: name, LogStreamName: name, LogEvents: []logs.InputLogEvent{{Timestamp: now, Message: aws.String("ERROR late")}, {Timestamp: now, Message: aws.String("fine")}}}))
		got, err := groups.FilterLogEvents(ctx, &cloudwatchlogs.FilterLogEventsInput{LogGroupName: name, FilterPattern: aws.String("ERROR")})
		if err != nil {
			return nil, err
		}
		found := []string{}
		for _, event := range got.Events {
			found = append(found, aws.ToString(event.Message))
		}
		return found, nil
	})
}
