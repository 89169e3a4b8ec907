/** What Bugle does where a message for a queue that is gone has no dead-letter queue to go to. */
export const QUEUE_DELETED =
  "Not on this endpoint: a message is lost there only when a queue is deleted by hand during a run; " +
  "the poller tells of it after half a minute, and `npm run reset` makes all anew.";
