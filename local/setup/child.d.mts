export function stopChildren(): Promise<void>;
