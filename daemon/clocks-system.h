/* clocks-system.h - the machine's clocks, and the one timer: a timerfd on CLOCK_REALTIME that is cancelled when the clock is
 * set. Between two moments nothing wakes. */
#pragma once
#include "daemon/clocks.h"

/* `wake` is called from the main loop when the armed moment has come, or the clock was set, or the machine resumed: in each
 * case everything is to be looked at afresh. NULL and *error when the kernel refuses. */
Clocks *clocks_system_new(void (*wake)(gpointer), gpointer data, GError **error);
void    clocks_system_free(Clocks *clocks);
