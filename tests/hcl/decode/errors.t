# SPDX-License-Identifier: Apache-2.0
# A value of the wrong type, an argument and a block that nobody expects, a label too many.
diagnostics {
  error {
    from {
      line   = 2
      column = 9
    }
    to {
      line   = 2
      column = 17
    }
  }
  error {
    from {
      line   = 3
      column = 1
    }
    to {
      line   = 3
      column = 6
    }
  }
  error {
    from {
      line   = 4
      column = 1
    }
    to {
      line   = 4
      column = 8
    }
  }
  error {
    from {
      line   = 6
      column = 1
    }
    to {
      line   = 6
      column = 6
    }
  }
}
