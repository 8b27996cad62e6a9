/* bus-gate.h - what is looked at before a call from the bus is heard: who calls, how long its words are, how many wait already.
 *
 * Only the person is heard: a caller is, when the bus knows it by the same user as the daemon itself. The session bus lets nobody
 * else in anyhow; this holds on a bus that does. Each caller is asked for once, without waiting, and calls keep their order. */
#pragma once
#include <gio/gio.h>

#define GATE_NAME_BYTES   256  /* most of a name: a schedule, an item, what was done */
#define GATE_ANSWER_BYTES 8192 /* most of an answer: MAX_ANSWER characters, whichever they are */
#define GATE_WAITING      128  /* most calls without a reply at a time; they wait for the disk */

typedef struct BusGate BusGate;
typedef void (*BusGatePass)(GDBusMethodInvocation *call, gpointer data);

BusGate *bus_gate_new(GDBusConnection *connection, BusGatePass pass, gpointer data);
void     bus_gate_free(BusGate *gate);
void     bus_gate_enter(BusGate *gate, GDBusMethodInvocation *call); /* takes the call: pass() follows, at once or later, or an error as its reply */
