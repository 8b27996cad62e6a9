/* queue.h - which of many things comes next: items 0 .. n-1, each with a moment, in a binary heap. Of equal moments the smaller item
 * is first. Pure. */
#pragma once
#include "core/units.h"

typedef struct Queue Queue;

Queue *queue_new(guint n); /* all at TIME_NEVER */
void   queue_free(Queue *queue); /* NULL is fine */
void   queue_set(Queue *queue, guint item, gint64 at); /* moves it: log n */
/* The earliest moment and, where `item` is not NULL, whose it is; TIME_NEVER without items. */
gint64 queue_first(const Queue *queue, guint *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Queue, queue_free)
