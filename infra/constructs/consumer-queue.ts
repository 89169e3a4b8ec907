import { Duration } from "aws-cdk-lib";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { refuse } from "../refuse.ts";
import { deadLetterQueue, secureQueue } from "./queue.ts";

const MOST_RETENTION = Duration.days(10);
/** Only a net: attempts are counted by delivery, since a FIFO follower is received without having run. */
const MAX_RECEIVES = 1_000;
const MOST_VISIBILITY = Duration.hours(12);

export interface ConsumerQueueProps {
  readonly fifo: boolean;
  /** Timeout of the function that reads the queue. */
  readonly functionTimeout: Duration;
  /** How long a poller may gather a batch; default 0, and always 0 on FIFO. */
  readonly window?: Duration;
  /** Default and least: 6 x functionTimeout + window. */
  readonly visibilityTimeout?: Duration;
  /** Default and most: 10 days. */
  readonly retention?: Duration;
  /** Default: an own one; of the same type. */
  readonly deadLetterQueue?: Queue;
}

/** Messages must stay hidden while the poller still holds them, through throttled invokes too. */
export function leastVisibility(functionTimeout: Duration, window: Duration): Duration {
  return Duration.seconds(6 * functionTimeout.toSeconds() + window.toSeconds());
}

function checkedVisibility(where: string, props: ConsumerQueueProps): Duration {
  const least = leastVisibility(props.functionTimeout, props.window ?? Duration.seconds(0));
  const visibility = props.visibilityTimeout ?? least;
  const [seconds, needed, most] = [visibility, least, MOST_VISIBILITY].map((each) => each.toSeconds());
  if (seconds! < needed!)
    refuse(
      "visibility-too-short",
      where,
      `messages would come back after ${seconds} s while their function may still run; ${needed} s are needed`,
      "raise the visibility timeout to 6 x function timeout + window, or shorten the function's timeout",
    );
  if (seconds! > most!)
    refuse("visibility-too-long", where, `SQS hides a message for at most ${most} s`, "shorten the function's timeout");
  return visibility;
}

function refuseTraps(where: string, { fifo, window, retention, deadLetterQueue: given }: ConsumerQueueProps): void {
  if (fifo && window && window.toSeconds() > 0)
    refuse("window-on-fifo", where, "a FIFO queue takes no batching window", "leave the window out");
  if (retention && retention.toSeconds() > MOST_RETENTION.toSeconds())
    refuse(
      "retention-too-long",
      where,
      `messages would be kept for ${retention.toDays({ integral: false })} days, and the dead-letter queue keeps them 14 days counted from the first send`,
      "keep them for at most 10 days",
    );
  if (given && given.fifo !== fifo)
    refuse(
      "dead-letter-type",
      where,
      "its dead-letter queue is of the other type",
      "give a FIFO queue a FIFO one, a standard queue a standard one",
    );
}

/** One queue with its dead-letter queue; every limit that AWS would only punish at run time is refused here. */
export class ConsumerQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  readonly fifo: boolean;
  readonly visibilityTimeout: Duration;
  #polled = false;

  constructor(scope: Construct, id: string, props: ConsumerQueueProps) {
    super(scope, id);
    refuseTraps(this.node.path, props);
    this.fifo = props.fifo;
    this.visibilityTimeout = checkedVisibility(this.node.path, props);
    this.deadLetterQueue = props.deadLetterQueue ?? deadLetterQueue(this, "DeadLetters", { fifo: props.fifo });
    this.queue = secureQueue(this, "Queue", {
      fifo: props.fifo,
      visibilityTimeout: this.visibilityTimeout,
      retentionPeriod: props.retention ?? MOST_RETENTION,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVES },
    });
  }

  /** Takes the queue for a poller; refuses a second one, since each would have part of the messages, and a filter deletes the rest. */
  takeForPoller(): void {
    if (this.#polled)
      refuse(
        "second-poller",
        this.node.path,
        "has a poller already",
        "let one function read it, or subscribe another queue",
      );
    this.#polled = true;
  }
}
