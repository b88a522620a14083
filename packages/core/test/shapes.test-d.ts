import type { Client, ErrorBody, Failure } from "@interkit/core";
import { describe, expectTypeOf, test } from "vitest";

/** Every shape that a description may give an operation, with and without openapi-typescript's padding. */
interface paths {
  "/jobs/{job_id}": {
    get: {
      parameters: { query?: never; header?: never; path: { job_id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { content: { "application/json": { id: string } } };
        202: { content?: never };
        404: { content: { "application/json": { type: string; message: string } } };
      };
    };
    delete: { parameters: { path: { job_id: string } }; responses: { 204: { content?: never } } };
    put?: never;
  };
  "/transcript": { get: { responses: { 200: { content: { "text/plain": string } } } } };
  "/download": {
    get: { responses: { 200: { content: { "application/octet-stream": string } }; 302: object } };
  };
  "/catalog": {
    post: {
      requestBody: { content: { "multipart/form-data": { file: string } } };
      responses: { 200: { content: { "application/json": { ok: true } } } };
    };
  };
  "/tags": {
    post: {
      requestBody?: { content: { "application/json": { name?: string } } };
      responses: { 200: { content: { "application/json": { id: string } } } };
    };
  };
  "/events": {
    get: {
      parameters: { query: { type: "user"; filter: { user_id: string } | { email: string } } };
      responses: { 200: { content: { "application/json": { id: string }[] } } };
    };
  };
}

declare const client: Client<paths>;

describe("an operation of the shape", () => {
  test("of several successes gives either", async () => {
    const { data, error } = await client.GET("/jobs/{job_id}", {
      params: { path: { job_id: "1" } },
    });
    expectTypeOf(data).toEqualTypeOf<{ id: string } | undefined>();
    expectTypeOf(error).toEqualTypeOf<{ type: string; message: string } | undefined>();
  });

  test("of no content gives nothing, and any error there may be", async () => {
    const params = { path: { job_id: "1" } };
    const result = await client.DELETE("/jobs/{job_id}", { params });
    expectTypeOf(result.data).toEqualTypeOf<undefined>();
    expectTypeOf(result.error).toEqualTypeOf<ErrorBody | undefined>();
    expectTypeOf<Failure<paths["/jobs/{job_id}"]["delete"]>>().toEqualTypeOf<ErrorBody>();
    // @ts-expect-error padding is no operation
    void client.PUT("/jobs/{job_id}", { params });
  });

  test("of text or a file gives a string or a stream", async () => {
    const text = await client.GET("/transcript");
    expectTypeOf(text.data).toEqualTypeOf<string | undefined>();
    const file = await client.GET("/download");
    expectTypeOf(file.data).toEqualTypeOf<ReadableStream<Uint8Array> | undefined>();
    const blob = await client.GET("/download", { parseAs: "blob" });
    expectTypeOf(blob.data).toEqualTypeOf<Blob | undefined>();
  });

  test("of a form takes a form", () => {
    void client.POST("/catalog", { body: new FormData() });
    // @ts-expect-error a form is not an object
    void client.POST("/catalog", { body: { file: "a" } });
  });

  test("of an optional body may be called without", () => {
    void client.POST("/tags");
    void client.POST("/tags", { body: { name: "VIP" } });
    // @ts-expect-error no such property
    void client.POST("/tags", { body: { title: "VIP" } });
  });

  test("of a required query must be called with it", () => {
    void client.GET("/events", { params: { query: { type: "user", filter: { user_id: "1" } } } });
    // @ts-expect-error the query is missing
    void client.GET("/events");
    // @ts-expect-error a key of the query is missing
    void client.GET("/events", { params: { query: { type: "user" } } });
  });
});
