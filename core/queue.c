#include "core/queue.h"

/* Each place comes no later than its two below: 2p + 1 and 2p + 2. */
struct Queue {
	guint n;
	gint64 *moments; /* by item */
	guint *items;    /* by place */
	guint *places;   /* by item */
};

Queue *queue_new(guint n)
{
	Queue *queue = g_new0(Queue, 1);

	queue->n = n;
	queue->moments = g_new(gint64, n);
	queue->items = g_new(guint, n);
	queue->places = g_new(guint, n);
	for (guint i = 0; i < n; i++) {
		queue->moments[i] = TIME_NEVER;
		queue->items[i] = queue->places[i] = i;
	}
	return queue;
}

void queue_free(Queue *queue)
{
	if (!queue)
		return;
	g_free(queue->moments);
	g_free(queue->items);
	g_free(queue->places);
	g_free(queue);
}

static gboolean comes_before(const Queue *queue, guint a, guint b)
{
	return queue->moments[a] < queue->moments[b] || (queue->moments[a] == queue->moments[b] && a < b);
}

static void put(Queue *queue, guint place, guint item)
{
	queue->items[place] = item;
	queue->places[item] = place;
}

static guint rise(Queue *queue, guint place, guint item)
{
	while (place > 0 && comes_before(queue, item, queue->items[(place - 1) / 2])) {
		put(queue, place, queue->items[(place - 1) / 2]);
		place = (place - 1) / 2;
	}
	return place;
}

static guint sink(Queue *queue, guint place, guint item)
{
	for (guint below; (below = 2 * place + 1) < queue->n; place = below) {
		if (below + 1 < queue->n && comes_before(queue, queue->items[below + 1], queue->items[below]))
			below++;
		if (!comes_before(queue, queue->items[below], item))
			break;
		put(queue, place, queue->items[below]);
	}
	return place;
}

void queue_set(Queue *queue, guint item, gint64 at)
{
	g_assert(item < queue->n);
	queue->moments[item] = at;
	put(queue, sink(queue, rise(queue, queue->places[item], item), item), item);
}

gint64 queue_first(const Queue *queue, guint *item)
{
	if (queue->n == 0)
		return TIME_NEVER;
	if (item)
		*item = queue->items[0];
	return queue->moments[queue->items[0]];
}
