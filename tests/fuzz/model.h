/* model.h - a second opinion on calendars: whether a wall reading is one that a normal form names, read anew from its text
 * and compared field by field, without bit masks and without a search. */
#pragma once
#include "core/zone.h"

gboolean model_matches(const char *normal, const LocalTime *at); /* the zone in the text does not count */
