import { given } from "bugle/testing";
import { test } from "vitest";
import { Greet, Greeted } from "../functions/greetings/contracts.ts";
import greet from "../functions/greetings/greet.ts";

const ada = { name: "Ada" };

test("counts how often somebody was greeted", () =>
  given(greet, [new Greeted({ ...ada, times: 1 })])
    .when(new Greet(ada))
    .then(new Greeted({ ...ada, times: 2 })));
