/** `from`: the folder of the project that has the npm package; `to`: LocalStack's folder of libraries. */
export interface DynamodbLocalFolders {
  from: string;
  to: string;
}

export function dynamodbLocalDue(folders: DynamodbLocalFolders): boolean;
export function prepareDynamodbLocal(folders: DynamodbLocalFolders & { note?: (text: string) => void }): Promise<void>;
