# SPDX-License-Identifier: Apache-2.0
resource "aws_db_subnet_group" "this" {
  name       = var.identifier
  subnet_ids = var.subnet_ids
}

resource "aws_security_group" "this" {
  name        = "${var.identifier}-database"
  description = "Who may reach the patient database"
  vpc_id      = var.vpc_id
}

resource "aws_security_group_rule" "from_service" {
  count                    = length(var.allowed_groups)
  security_group_id        = aws_security_group.this.id
  type                     = "ingress"
  description              = "The notes service"
  from_port                = 5432
  to_port                  = 5432
  protocol                 = "tcp"
  source_security_group_id = var.allowed_groups[count.index]
}

resource "aws_db_instance" "this" {
  identifier                          = var.identifier
  engine                              = "postgres"
  engine_version                      = "16.4"
  instance_class                      = var.instance_class
  allocated_storage                   = 100
  db_subnet_group_name                = aws_db_subnet_group.this.name
  vpc_security_group_ids              = [aws_security_group.this.id]
  storage_encrypted                   = true
  kms_key_id                          = var.kms_key_arn
  username                            = "scribe"
  manage_master_user_password         = true
  iam_database_authentication_enabled = true
  backup_retention_period             = var.retention_days
  copy_tags_to_snapshot               = true
  deletion_protection                 = true
  skip_final_snapshot                 = false
  final_snapshot_identifier           = "${var.identifier}-final"
  multi_az                            = true
  publicly_accessible                 = false
  auto_minor_version_upgrade          = false
  enabled_cloudwatch_logs_exports     = ["postgresql", "upgrade"]
  monitoring_interval                 = 60
  monitoring_role_arn                 = var.monitoring_role
  tags                                = var.tags
}
