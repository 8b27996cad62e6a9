/* store-ease.h - what the store has to say to ease.h. */
#pragma once
#include "core/ease.h"
#include "core/store.h"

Ease *store_load_ease(Store *store, GError **error); /* free it */
