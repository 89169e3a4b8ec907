import { describe, expect, test } from "vitest";
import { pathOf, things } from "../../functions/runtime/things.ts";

const { topics } = things({
  "devices/+/readings": { post: "/devices/:1/readings" },
  "sites/+/doors/+/opened": { post: "/doors/:2/of/:1" },
  "alarms/all": { post: "/alarms" },
});

describe("a message goes to", () => {
  test.each([
    ["devices/d-1/readings", "/devices/d-1/readings"],
    ["sites/leeds/doors/7/opened", "/doors/7/of/leeds"],
    ["alarms/all", "/alarms"],
    ["devices/a b?c/readings", "/devices/a%20b%3Fc/readings"],
    ["devices/..%2Fd-2/readings", "/devices/..%252Fd-2/readings"],
  ])("what its topic %s stands for, %s", (topic, path) => {
    expect(pathOf(topics, topic)).toBe(path);
  });
  test.each(["devices/d-1", "devices/d-1/readings/now", "Devices/d-1/readings", "alarms/some", ""])(
    "nowhere under %j, which no filter takes",
    (topic) => {
      expect(pathOf(topics, topic)).toBeUndefined();
    },
  );
});

describe("a topic is refused", () => {
  test.each([
    ["devices/#", "/devices"],
    ["$aws/things/+", "/devices/:1"],
    ["devices/'/x", "/devices"],
    ["devices//readings", "/devices"],
    ["a/b/c/d/e/f/g/h/i", "/devices"],
    ["devices/+/readings", "devices/:1"],
    ["devices/+/readings", "/devices/:2"],
    ["devices/readings", "/devices/:1"],
  ])("as filter %s to %s", (filter, post) => {
    expect(() => things({ [filter]: { post } })).toThrow(expect.objectContaining({ code: "topic-invalid" }));
  });
});
