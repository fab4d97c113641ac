# SPDX-License-Identifier: Apache-2.0
resource "aws_vpc" "main" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = local.name }
}

resource "aws_flow_log" "main" {
  vpc_id                   = aws_vpc.main.id
  traffic_type             = "ALL"
  log_destination          = aws_cloudwatch_log_group.flow.arn
  iam_role_arn             = aws_iam_role.flow.arn
  max_aggregation_interval = 60
}

resource "aws_cloudwatch_log_group" "flow" {
  name              = "/vpc/${local.name}"
  retention_in_days = 2192
  kms_key_id        = aws_kms_key.phi.arn
}

resource "aws_subnet" "private" {
  count             = length(var.availability_zones)
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = var.availability_zones[count.index]
}

resource "aws_subnet" "public" {
  count             = length(var.availability_zones)
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index + 100)
  availability_zone = var.availability_zones[count.index]
}

resource "aws_security_group" "portal" {
  name        = "${local.name}-portal"
  description = "The portal's load balancer"
  vpc_id      = aws_vpc.main.id

  dynamic "ingress" {
    for_each = toset([443])
    content {
      description = "Browsers"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_security_group" "notes" {
  name        = "${local.name}-notes"
  description = "The notes service"
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "notes_from_portal" {
  security_group_id            = aws_security_group.notes.id
  description                  = "Only the load balancer"
  from_port                    = 8080
  to_port                      = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.portal.id
}

resource "aws_lb" "portal" {
  name                       = "${local.name}-portal"
  load_balancer_type         = "application"
  security_groups            = [aws_security_group.portal.id]
  subnets                    = aws_subnet.public[*].id
  drop_invalid_header_fields = true
  enable_deletion_protection = true
  tags                       = local.tags

  access_logs {
    bucket  = aws_s3_bucket.logs.id
    prefix  = "portal"
    enabled = true
  }
}

resource "aws_lb_listener" "portal" {
  load_balancer_arn = aws_lb.portal.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-2016-08"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.notes.arn
  }
}

resource "aws_lb_target_group" "notes" {
  name        = "${local.name}-notes"
  port        = 8080
  protocol    = "HTTPS"
  vpc_id      = aws_vpc.main.id
  target_type = "ip"
}
