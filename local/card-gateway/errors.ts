/** A fault of the gateway itself, told from others by `code`; `help` says what to do about it. */
export interface CardGatewayError extends Error {
  code: "card-gateway-file-corrupt" | "card-gateway-file-unreadable" | "card-gateway-port-taken";
  help: string;
}

export function gatewayError(
  code: CardGatewayError["code"],
  message: string,
  help: string,
  cause: unknown,
): CardGatewayError {
  return Object.assign(new Error(message, { cause }), { name: "CardGatewayError", code, help });
}
