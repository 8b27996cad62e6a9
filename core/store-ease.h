/* store-ease.h - what the store has to say to ease.h. */
#pragma once
#include "core/ease.h"
#include "core/store.h"

Ease *store_load_ease(Store *store, gint64 until, GError **error); /* as it stood then; TIME_NEVER: now; free it */
/* Whether the weekly answer that was given at `since` or later said something else than the one before; `worse`: what it says. */
gboolean store_ease_changed(Store *store, gint64 since, gboolean *worse);
