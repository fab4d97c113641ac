# SPDX-License-Identifier: Apache-2.0
resource "aws_ecr_repository" "notes" {
  name                 = "notes"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.phi.arn
  }
}

resource "aws_ecs_task_definition" "notes" {
  family                   = "${local.name}-notes"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = aws_iam_role.notes_execution.arn
  task_role_arn            = aws_iam_role.notes.arn
  tags                     = local.tags

  container_definitions = jsonencode([{
    name  = "notes"
    image = "${aws_ecr_repository.notes.repository_url}:${var.image_tag}"
    portMappings = [{ containerPort = 8080 }]
    readonlyRootFilesystem = true
    environment = [
      { name = "DATABASE_HOST", value = module.patients.address },
      { name = "RECORDINGS_BUCKET", value = module.bucket["recordings"].name },
    ]
    secrets = [
      { name = "MODEL_KEY", valueFrom = aws_secretsmanager_secret.model_key.arn },
    ]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group  = aws_cloudwatch_log_group.notes.name
        awslogs-region = var.region
      }
    }
  }])
}

resource "aws_ecs_service" "notes" {
  name            = "${local.name}-notes"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.notes.arn
  desired_count   = 2
  launch_type     = "FARGATE"

  network_configuration {
    subnets          = aws_subnet.private[*].id
    security_groups  = [aws_security_group.notes.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.notes.arn
    container_name   = "notes"
    container_port   = 8080
  }
}

resource "aws_ecs_cluster" "main" {
  name = local.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_cloudwatch_log_group" "notes" {
  name              = "/ecs/${local.name}-notes"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.phi.arn
}

data "aws_iam_policy_document" "ecs_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "notes" {
  name               = "${local.name}-notes"
  assume_role_policy = data.aws_iam_policy_document.ecs_trust.json
}

resource "aws_iam_role" "notes_execution" {
  name               = "${local.name}-notes-execution"
  assume_role_policy = data.aws_iam_policy_document.ecs_trust.json
}

resource "aws_iam_role" "monitoring" {
  name = "${local.name}-monitoring"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role" "flow" {
  name = "${local.name}-flow"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
    }]
  })
}

data "aws_iam_policy_document" "notes" {
  statement {
    sid       = "Recordings"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${module.bucket["recordings"].arn}/*"]
  }
  statement {
    sid       = "Queue"
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:SendMessage"]
    resources = [aws_sqs_queue.visits.arn]
  }
}

resource "aws_iam_role_policy" "notes" {
  name   = "notes"
  role   = aws_iam_role.notes.id
  policy = data.aws_iam_policy_document.notes.json
}
