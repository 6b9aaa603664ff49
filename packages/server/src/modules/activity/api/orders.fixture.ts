import type { TestApp } from '../../../app/testing/test-app.ts';
import { addCustomer } from '../../../app/testing/customers.ts';

/** A new person: the id that the API knows, and the key that the tables do. */
export async function newCustomer(app: TestApp, name: string): Promise<{ id: string; key: number }> {
  const id = await addCustomer(app, { name });
  return { id, key: app.services.publicIds.decode('cus', id) ?? 0 };
}
