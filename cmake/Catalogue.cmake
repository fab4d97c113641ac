# SPDX-License-Identifier: Apache-2.0
# checks/ and reports/templates/ become one blob inside the binary; see scanner/catalogue/README.md.
