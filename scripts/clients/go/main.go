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

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
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
		if _, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket}); err != nil {
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
