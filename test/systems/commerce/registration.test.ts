import { describe, expect, test } from "vitest";
import * as contracts from "../../../functions/commerce/contracts.ts";
import {
  ContactDetailsGiven,
  RegisterUser,
  RemindUser,
  SendEmail,
  UserRegistered,
} from "../../../functions/commerce/contracts.ts";
import onboarding from "../../../functions/commerce/onboarding.saga.ts";
import registerUser from "../../../functions/commerce/register-user.ts";
import remindUser from "../../../functions/commerce/remind-user.ts";
import sendWelcome from "../../../functions/commerce/send-welcome-on-user-registered.ts";
import userProfile from "../../../functions/commerce/user-profile.projection.ts";
import { given, givenEvents, givenSaga, timeout } from "../../../functions/runtime/testing/index.ts";
import { email, submitted } from "./samples.ts";

const userId = "u-1";
const details = new ContactDetailsGiven({ userId, name: "Ada", email });
const registered = new UserRegistered({ userId });
const facts = [details, registered];

describe("a user is registered", () => {
  const register = new RegisterUser({ userId, name: "Ada", email });
  test("what is personal in a fact of its own", () => given(registerUser).when(register).then(details, registered));
  test("once", () => given(registerUser, facts).when(register).thenRejected("user-exists"));
});

test("what leaves the system says nothing personal", () => {
  const open = Object.values(contracts).filter((contract) => contract.public);
  expect(Object.fromEntries(open.map(({ type, fields }) => [type, fields]))).toEqual({
    OrderSubmitted: ["orderId", "userId", "items", "total"],
    OrderShipped: ["orderId", "items", "total"],
    OrderCancelled: ["orderId", "reason"],
    StockAdjusted: ["sku", "quantity", "price"],
    StockWithdrawn: ["sku", "quantity", "reason"],
    UserRegistered: ["userId"],
  });
});

test("a user is welcomed at the address they gave", () =>
  given(sendWelcome, facts)
    .when(registered)
    .then(
      new SendEmail({
        to: "ada@example.org",
        subject: "Welcome",
        text: "Dear Ada,\n\nyou are registered. Whatever you order, we write when it is on its way.",
      }),
    ));

describe("onboarding", () => {
  const remind = new RemindUser({ userId });
  test("waits three days for the first order", () => {
    givenSaga(onboarding).when(registered).thenNothing().thenWaits("firstOrder");
    expect(onboarding.waits["firstOrder"]?.within).toBe(259_200_000);
  });
  test("reminds who has not ordered by then, once", () => {
    givenSaga(onboarding, [registered]).when(timeout("firstOrder")).then(remind).thenWaits();
    givenSaga(onboarding, [registered, timeout("firstOrder")])
      .when(registered)
      .thenNothing()
      .thenWaits();
  });
  test("leaves alone who has ordered, though the order is heard of first", () => {
    givenSaga(onboarding, [registered]).when(submitted).thenNothing().thenWaits();
    givenSaga(onboarding, [submitted]).when(registered).thenNothing().thenWaits();
  });
});

describe("a reminder", () => {
  const remind = new RemindUser({ userId });
  test("goes to the address they gave", () =>
    given(remindUser, facts)
      .when(remind)
      .then(
        new SendEmail({
          to: "ada@example.org",
          subject: "Your first order",
          text: "Dear Ada,\n\nyou have registered but not ordered yet. Have a look at what is in stock.",
        }),
      ));
  test("is refused for whom nobody knows", () => given(remindUser).when(remind).thenRejected("user-not-found"));
});

test("a profile shows what was given, and since when", () => {
  givenEvents(userProfile, facts).thenRow({
    userId,
    name: "Ada",
    email: "ada@example.org",
    registeredAt: "2026-01-01T12:00:00.000Z",
  });
});
