/* SPDX-License-Identifier: Apache-2.0 */
/* Makes functions that overflow, split state or read a locale a compile error. Included by the build before every file. */
#ifndef PHS_BASE_BANNED_H
#define PHS_BASE_BANNED_H
/* The system headers declare these names; they are read first so that only our own use is poisoned. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#pragma GCC poison strcpy strcat sprintf vsprintf strtok gets atoi atol atof gmtime localtime asctime tmpnam mktemp
#endif
