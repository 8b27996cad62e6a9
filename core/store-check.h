/* store-check.h - whether the store is whole. */
#pragma once
#include "core/store.h"

/* More than this is not looked through while somebody waits: it would take seconds. */
#define STORE_CHECK_MOST (256 << 20) /* bytes */

typedef enum {
	STORE_WHOLE,
	STORE_BROKEN,   /* the error says where */
	STORE_TOO_LARGE, /* nothing was looked through */
	STORE_UNREAD,   /* the error says why: busy, newer, not there, no right to read it */
} StoreHealth;

/* Reads it as `store_open(..., STORE_READ, ...)` does and changes nothing; SQLite's quick_check, up to the first fault. The
 * error is of STORE_ERROR, and set for STORE_BROKEN and STORE_UNREAD only. */
StoreHealth store_health(const char *path, const char *sql, int busy, GError **error);
