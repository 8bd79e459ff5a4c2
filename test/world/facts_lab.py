"""What the laboratory leaves."""

from __future__ import annotations

from facts_lab_things import THINGS
from lab import FAR
from listed import Listed, read_listed
from recorder import REGION
from world import ACCOUNT

SPACE = {"AwsAccountId": ACCOUNT, "Namespace": "default"}
QUEUES = [
    Listed("environment", "batch", "describe_compute_environments", "computeEnvironments", "computeEnvironmentName", drop=("ecsClusterArn",)),
    Listed("queue", "batch", "describe_job_queues", "jobQueues", "jobQueueName"),
    Listed("definition", "batch", "describe_job_definitions", "jobDefinitions", "join(':', [jobDefinitionName, to_string(revision)])",
           alive="status != 'INACTIVE'"),
    Listed("share", "batch", "list_scheduling_policies", "schedulingPolicies", "schedulingPolicies[0].name", ("arn",),
           detail=("describe_scheduling_policies", {"arns": "[]arn"})),
    Listed("bucket", "s3", "list_buckets", "Buckets", "Name"),
]
WORKS = [
    Listed("role", "iam", "list_roles", "Roles", "RoleName", ("RoleId",)),
    Listed("domain", "swf", "list_domains", "domainInfos", "name", params={"registrationStatus": "REGISTERED"}),
    Listed("old domain", "swf", "list_domains", "domainInfos", "name", params={"registrationStatus": "DEPRECATED"}),
    *(Listed(f"{kind} {status.lower()}", "swf", f"list_{kind}_types", "typeInfos", f"join(' ', [{kind}Type.name, {kind}Type.version])",
             under="domain", by={"domain": "name"}, params={"registrationStatus": status})
      for kind in ("activity", "workflow") for status in ("REGISTERED", "DEPRECATED")),
    Listed("work", "swf", "list_open_workflow_executions", "executionInfos", "execution.workflowId", ("execution.runId",), under="domain",
           by={"domain": "name"}, params={"startTimeFilter": {"oldestDate": 0}}),
    Listed("mesh", "appmesh", "list_meshes", "meshes", "meshName", detail=("describe_mesh", {"meshName": "meshName"}), drop=("version", "uid")),
    Listed("node", "appmesh", "list_virtual_nodes", "virtualNodes", "virtualNodeName", under="mesh", by={"meshName": "mesh.meshName"},
           detail=("describe_virtual_node", {"meshName": "item.meshName", "virtualNodeName": "item.virtualNodeName"}), drop=("uid",)),
    Listed("router", "appmesh", "list_virtual_routers", "virtualRouters", "virtualRouterName", under="mesh", by={"meshName": "mesh.meshName"}, drop=("uid",)),
    Listed("route", "appmesh", "list_routes", "routes", "routeName", under="router",
           by={"meshName": "meshName", "virtualRouterName": "virtualRouterName"},
           detail=("describe_route", {"meshName": "item.meshName", "virtualRouterName": "item.virtualRouterName", "routeName": "item.routeName"}), drop=("uid",)),
    Listed("metrics", "amp", "list_workspaces", "workspaces", "join(' ', [alias, tags.number])", ("workspaceId",)),
    Listed("rules", "amp", "list_rule_groups_namespaces", "ruleGroupsNamespaces", "ruleGroupsNamespace.name", under="metrics", by={"workspaceId": "workspaceId"},
           detail=("describe_rule_groups_namespace", {"workspaceId": "parent.workspaceId", "name": "item.name"})),
    Listed("network", "networkmanager", "describe_global_networks", "GlobalNetworks", "Description", ("GlobalNetworkId",)),
    *(Listed(kind, "networkmanager", f"get_{kind}s", f"{kind.title()}s", "Description", (f"{kind.title()}Id",), under="network",
             by={"GlobalNetworkId": "GlobalNetworkId"}) for kind in ("site", "link", "device")),
    Listed("core", "networkmanager", "list_core_networks", "CoreNetworks", "Description", ("CoreNetworkId",)),
    Listed("fault", "fis", "list_experiment_templates", "experimentTemplates", "description", ("experimentTemplate.id",),
           detail=("get_experiment_template", {"id": "id"})),
    Listed("fault run", "fis", "list_experiments", "experiments", "experimentTemplateId", ("id",)),
    Listed("group", "resource-groups", "list_groups", "Groups", "Name"),
    Listed("group query", "resource-groups", "get_group_query", "[GroupQuery]", "'one'", under="group", by={"GroupName": "Name"}),
    Listed("group tags", "resource-groups", "get_tags", "[Tags]", "'all'", under="group",
           by={"Arn": f"join('', ['arn:aws:resource-groups:us-east-1:{ACCOUNT}:group/', Name])"}),
]
MODELS = [
    Listed("package group", "sagemaker", "list_model_package_groups", "ModelPackageGroupSummaryList", "ModelPackageGroupName"),
    Listed("package", "sagemaker", "list_model_packages", "ModelPackageSummaryList", "to_string(ModelPackageVersion)", under="package group",
           by={"ModelPackageGroupName": "ModelPackageGroupName"}, detail=("describe_model_package", {"ModelPackageName": "item.ModelPackageArn"}), drop=("InferenceSpecification",)),
    Listed("model", "sagemaker", "list_models", "Models", "ModelName", detail=("describe_model", {"ModelName": "ModelName"}), drop=("Environment",)),
    Listed("end config", "sagemaker", "list_endpoint_configs", "EndpointConfigs", "EndpointConfigName",
           detail=("describe_endpoint_config", {"EndpointConfigName": "EndpointConfigName"})),
    Listed("end", "sagemaker", "list_endpoints", "Endpoints", "EndpointName", detail=("describe_endpoint", {"EndpointName": "EndpointName"})),
    Listed("notebook", "sagemaker", "list_notebook_instances", "NotebookInstances", "NotebookInstanceName"),
    Listed("feature", "sagemaker", "describe_feature_group", "[@]", "FeatureGroupName", params={"FeatureGroupName": "all"}, drop=("CreationTime", "DataCatalogConfig", "ResolvedOutputS3Uri")),
    Listed("experiment", "sagemaker", "list_experiments", "ExperimentSummaries", "ExperimentName"),
    Listed("experiment tags", "sagemaker", "list_tags", "[Tags]", "'all'", under="experiment", by={"ResourceArn": "ExperimentArn"}),
    Listed("trial", "sagemaker", "list_trials", "TrialSummaries", "TrialName", detail=("describe_trial", {"TrialName": "TrialName"})),
    Listed("trial part", "sagemaker", "list_trial_components", "TrialComponentSummaries", "TrialComponentName"),
    Listed("ml pipeline", "sagemaker", "list_pipelines", "PipelineSummaries", "PipelineName"),
    Listed("agent", "bedrock-agent", "list_agents", "agentSummaries", "agentName", ("agentId",)),
    Listed("base", "bedrock-agent", "list_knowledge_bases", "knowledgeBaseSummaries", "name", ("knowledgeBaseId",)),
    Listed("words", "transcribe", "list_vocabularies", "Vocabularies", "VocabularyName", drop=("DownloadUri",)),
    Listed("medical words", "transcribe", "list_medical_vocabularies", "Vocabularies", "VocabularyName"),
    Listed("talk", "transcribe", "list_transcription_jobs", "TranscriptionJobSummaries", "TranscriptionJobName", drop=("TranscriptionJobStatus",)),
    Listed("classifier", "comprehend", "list_document_classifiers", "DocumentClassifierPropertiesList", "DocumentClassifierArn"),
    Listed("recogniser", "comprehend", "list_entity_recognizers", "EntityRecognizerPropertiesList", "EntityRecognizerArn"),
]
DATA = [
    Listed("table bucket", "s3tables", "list_table_buckets", "tableBuckets", "name", ("tableBucketId",)),
    Listed("namespace", "s3tables", "list_namespaces", "namespaces", "namespace[0]", under="table bucket", by={"tableBucketARN": "arn"}, drop=("createdBy",)),
    Listed("table", "s3tables", "list_tables", "tables", "join(' ', [namespace[0], name])", ("tableARN",), under="table bucket", by={"tableBucketARN": "arn"}),
    Listed("flat", "sdb", "list_domains", "DomainNames"),
    Listed("flat item", "sdb", "get_attributes", "[Attributes]", "'a'", params={"DomainName": "all", "ItemName": "a"}),
    Listed("vector bucket", "s3vectors", "list_vector_buckets", "vectorBuckets", "vectorBucketName"),
    Listed("index", "s3vectors", "list_indexes", "indexes", "index.indexName", under="vector bucket", by={"vectorBucketName": "vectorBucketName"},
           detail=("get_index", {"vectorBucketName": "item.vectorBucketName", "indexName": "item.indexName"})),
    Listed("vector policy", "s3vectors", "get_vector_bucket_policy", "[policy]", "'one'", under="vector bucket", by={"vectorBucketName": "vectorBucketName"}),
    Listed("dataset", "databrew", "list_datasets", "Datasets", "Name"),
    Listed("recipe", "databrew", "list_recipes", "Recipes", "Name", params={"RecipeVersion": "LATEST_PUBLISHED"}),
    Listed("recipe version", "databrew", "list_recipe_versions", "Recipes", "RecipeVersion", under="recipe", by={"Name": "Name"}),
    Listed("ruleset", "databrew", "list_rulesets", "Rulesets", "Name", detail=("describe_ruleset", {"Name": "Name"})),
    Listed("brew job", "databrew", "list_jobs", "Jobs", "Name"),
    Listed("place", "datasync", "list_locations", "Locations", "LocationUri", ("LocationArn",)),
    Listed("copy", "datasync", "list_tasks", "Tasks", "Name", ("TaskArn",), detail=("describe_task", {"TaskArn": "TaskArn"}), drop=("CurrentTaskExecutionArn",)),
    Listed("pipe", "datapipeline", "list_pipelines", "pipelineIdList", "pipelineDescriptionList[0].description", ("id", "pipelineDescriptionList[0].pipelineId"),
           detail=("describe_pipelines", {"pipelineIds": "[]id"}), drop=("fields",)),
    Listed("pipe definition", "datapipeline", "get_pipeline_definition", "[pipelineObjects]", "'one'", under="pipe",
           by={"pipelineId": "pipelineDescriptionList[0].pipelineId"}),
    Listed("registry", "glue", "list_registries", "Registries", "RegistryName"),
    *(Listed(f"schema {registry} {schema}", "glue", "get_schema", "[@]", "'one'",
             params={"SchemaId": {"SchemaArn": f"arn:aws:glue:us-east-1:{ACCOUNT}:schema/{registry}/{schema}"}})
      for registry, schema in (("main", "user"), ("main", "order"), ("ci", "user"))),
    Listed("flow", "glue", "list_workflows", "Workflows", detail=("get_workflow", {"Name": "@"})),
    Listed("trigger", "glue", "get_triggers", "Triggers", "Name"),
    Listed("glue job", "glue", "get_jobs", "Jobs", "Name"),
    Listed("portfolio", "servicecatalog", "list_portfolios", "PortfolioDetails", "Description", ("Id",)),
    Listed("portfolio share", "servicecatalog", "list_portfolio_access", "[AccountIds]", "'all'", under="portfolio", by={"PortfolioId": "Id"}),
    Listed("reader group", "quicksight", "list_groups", "GroupList", "GroupName", params=SPACE, drop=("PrincipalId",)),
    Listed("reader", "quicksight", "list_group_memberships", "GroupMemberList", "MemberName", under="reader group", by={"GroupName": "GroupName"}, params=SPACE),
    Listed("reader user", "quicksight", "list_users", "UserList", "UserName", params=SPACE, drop=("PrincipalId",)),
    Listed("source", "quicksight", "list_data_sources", "DataSources", "DataSourceId", params={"AwsAccountId": ACCOUNT}),
    Listed("spark", "emr-serverless", "list_applications", "applications", "application.tags.n", ("application.applicationId",),
           detail=("get_application", {"applicationId": "id"}), alive="application.state != 'TERMINATED'"),
]

PARTS = [read_listed(QUEUES, (REGION, FAR)), *(read_listed(table, (REGION,)) for table in (WORKS, MODELS, DATA, THINGS))]
