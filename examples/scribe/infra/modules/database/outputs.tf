# SPDX-License-Identifier: Apache-2.0
output "address" {
  value = aws_db_instance.this.address
}
