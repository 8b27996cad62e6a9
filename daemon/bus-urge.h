/* bus-urge.h - urges on the bus: begun and ended there, and held by a terminal that asks about one itself. */
#pragma once
#include "daemon/app.h"
#include "steady-bus.h"

typedef struct BusUrge BusUrge;
BusUrge *bus_urge_new(BusSteady1 *face, App *app); /* answers the methods of `face` that are about urges; both are borrowed */
void     bus_urge_free(BusUrge *urges);
