# SPDX-License-Identifier: Apache-2.0
# A copy for the analyst, made in a hurry.
resource "aws_db_instance" "reporting" {
  identifier                      = "${local.name}-reporting"
  engine                          = "postgres"
  engine_version                  = "16.4"
  instance_class                  = "db.t4g.medium"
  allocated_storage               = 50
  vpc_security_group_ids          = [aws_security_group.reporting.id]
  storage_encrypted               = false
  username                        = "analyst"
  manage_master_user_password     = true
  backup_retention_period         = 0
  deletion_protection             = true
  skip_final_snapshot             = false
  final_snapshot_identifier       = "${local.name}-reporting-final"
  multi_az                        = true
  publicly_accessible             = true
  auto_minor_version_upgrade      = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  tags                            = local.tags
}

resource "aws_security_group" "reporting" {
  name        = "${local.name}-reporting"
  description = "The analyst works from home"
  vpc_id      = aws_vpc.main.id

  ingress {
    description = "Anywhere"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
