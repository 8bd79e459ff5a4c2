"""What the laboratory trains: models and their versions, trials and their parts, agents, words that machines listen for."""

from __future__ import annotations

from typing import Iterator

from world import ACCOUNT, World


def build_models(world: World) -> Iterator[None]:
    models, role = world.aws("sagemaker"), world.made["role"]
    image = f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/main:1"
    packages = {}
    for group in ("main", "ci"):
        models.create_model_package_group(ModelPackageGroupName=group, ModelPackageGroupDescription=group)
        yield
        for number in range(3):
            packages[group, number] = models.create_model_package(
                ModelPackageGroupName=group, ModelPackageDescription=f"{group} {number}", ModelApprovalStatus="PendingManualApproval",
                InferenceSpecification={"Containers": [{"Image": image}], "SupportedContentTypes": ["a"], "SupportedResponseMIMETypes": ["a"]},
            )["ModelPackageArn"]
            yield
    models.update_model_package(ModelPackageArn=packages["main", 2], ModelApprovalStatus="Approved", ApprovalDescription="good")
    models.update_model_package(ModelPackageArn=packages["ci", 0], ModelApprovalStatus="Rejected")
    for name in ("main", "old"):
        models.create_model(ModelName=name, ExecutionRoleArn=role, PrimaryContainer={"Image": image, "Environment": {"OF": name}})
        models.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[
            {"VariantName": "1", "ModelName": name, "InitialInstanceCount": 1, "InstanceType": "ml.t2.medium"}])
        yield
    models.create_endpoint(EndpointName="main", EndpointConfigName="old")
    world.later()
    models.delete_endpoint(EndpointName="main")
    models.delete_endpoint_config(EndpointConfigName="old")
    models.delete_model(ModelName="old")
    world.later()
    models.create_endpoint(EndpointName="main", EndpointConfigName="main")
    yield
    models.update_endpoint_weights_and_capacities(EndpointName="main", DesiredWeightsAndCapacities=[
        {"VariantName": "1", "DesiredInstanceCount": 2}])
    for name in ("start", "stop"):
        models.create_notebook_instance_lifecycle_config(NotebookInstanceLifecycleConfigName=name, OnStart=[{"Content": "ZWNobw=="}])
        yield
    models.create_notebook_instance(NotebookInstanceName="1", InstanceType="ml.t2.medium", RoleArn=role, LifecycleConfigName="start")
    models.stop_notebook_instance(NotebookInstanceName="1")
    models.delete_notebook_instance_lifecycle_config(NotebookInstanceLifecycleConfigName="stop")
    world.later()
    yield
    models.start_notebook_instance(NotebookInstanceName="1")
    models.create_feature_group(FeatureGroupName="all", RecordIdentifierFeatureName="id", EventTimeFeatureName="at", RoleArn=role,
                                FeatureDefinitions=[{"FeatureName": "id", "FeatureType": "String"}, {"FeatureName": "at", "FeatureType": "String"}],
                                OfflineStoreConfig={"S3StorageConfig": {"S3Uri": f"s3://{world.name('lab-1')}/f"}})


def build_trials(world: World) -> Iterator[None]:
    models = world.aws("sagemaker")
    for experiment in ("all", "1"):
        models.create_experiment(ExperimentName=experiment, Description=experiment)
        yield
        for trial in ("a", "b"):
            models.create_trial(TrialName=f"{experiment}-{trial}", ExperimentName=experiment)
            yield
            for part in ("in", "out"):
                component = f"{experiment}-{trial}-{part}"
                models.create_trial_component(TrialComponentName=component, Status={"PrimaryStatus": "InProgress"})
                models.associate_trial_component(TrialComponentName=component, TrialName=f"{experiment}-{trial}")
                yield
            models.disassociate_trial_component(TrialComponentName=component, TrialName=f"{experiment}-{trial}")
            models.delete_trial_component(TrialComponentName=component)
            models.update_trial_component(TrialComponentName=f"{experiment}-{trial}-in", Status={"PrimaryStatus": "Completed"})
    models.delete_trial(TrialName="1-b")
    yield
    models.add_tags(ResourceArn=f"arn:aws:sagemaker:us-east-1:{ACCOUNT}:experiment/all", Tags=[{"Key": "a", "Value": "b"}, {"Key": "c", "Value": "d"}])
    models.delete_tags(ResourceArn=f"arn:aws:sagemaker:us-east-1:{ACCOUNT}:experiment/all", TagKeys=["a"])
    names = ("prod", "test")
    for name in names:
        models.create_pipeline(PipelineName=name, PipelineDefinition="{}", ClientRequestToken=f"token-of-{name}-pipeline-000000000000", RoleArn=world.made["role"])
        yield
    models.update_pipeline(PipelineName="prod", PipelineDisplayName="Production")
    models.delete_pipeline(PipelineName="test", ClientRequestToken="token-of-the-deletion-0000000000000")


def build_agents(world: World) -> Iterator[None]:
    agents = world.aws("bedrock-agent")
    made = {}
    for name in ("help", "sales", "old"):
        made[name] = agents.create_agent(agentName=name, foundationModel="m", agentResourceRoleArn=world.made["role"],
                                         tags={"of": name})["agent"]["agentId"]
        yield
    for name in ("faq", "old"):
        made[f"base {name}"] = agents.create_knowledge_base(
            name=name, roleArn=world.made["role"],
            knowledgeBaseConfiguration={"type": "VECTOR", "vectorKnowledgeBaseConfiguration": {"embeddingModelArn": "arn:aws:bedrock:us-east-1::foundation-model/m"}},
            storageConfiguration={"type": "PINECONE", "pineconeConfiguration": {
                "connectionString": "https://x", "credentialsSecretArn": f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:x",
                "fieldMapping": {"textField": "t", "metadataField": "m"}}})["knowledgeBase"]["knowledgeBaseId"]
        yield
    agents.delete_agent(agentId=made["old"], skipResourceInUseCheck=True)
    agents.delete_knowledge_base(knowledgeBaseId=made["base old"])
    world.later()
    agents.create_agent(agentName="old", foundationModel="n", agentResourceRoleArn=world.made["role"])


def build_speech(world: World) -> Iterator[None]:
    speech, words = world.aws("transcribe"), world.aws("comprehend")
    for name in ("main", "old"):
        speech.create_vocabulary(VocabularyName=name, LanguageCode="en-US", Phrases=["a", name])
        speech.create_medical_vocabulary(VocabularyName=name, LanguageCode="en-US", VocabularyFileUri=f"https://s3/{name}.txt")
        yield
    speech.delete_vocabulary(VocabularyName="old")
    speech.create_vocabulary(VocabularyName="old", LanguageCode="de-DE", Phrases=["b"])
    yield
    for name in ("1", "2"):
        speech.start_transcription_job(TranscriptionJobName=name, LanguageCode="en-US", Media={"MediaFileUri": f"s3://x/{name}.wav"},
                                       Settings={"VocabularyName": "main"})
        yield
    speech.delete_transcription_job(TranscriptionJobName="1")
    for name in ("tone", "topic"):
        made = words.create_document_classifier(
            DocumentClassifierName=name, DataAccessRoleArn=world.made["role"], LanguageCode="en",
            InputDataConfig={"S3Uri": f"s3://x/{name}"})["DocumentClassifierArn"]
        yield
    words.stop_training_document_classifier(DocumentClassifierArn=made)
    words.tag_resource(ResourceArn=made, Tags=[{"Key": "a", "Value": "b"}])
    names = words.create_entity_recognizer(
        RecognizerName="names", DataAccessRoleArn=world.made["role"], LanguageCode="en",
        InputDataConfig={"EntityTypes": [{"Type": "A"}], "Documents": {"S3Uri": "s3://x/d"}})["EntityRecognizerArn"]
    yield
    words.delete_entity_recognizer(EntityRecognizerArn=names)
