"""The pages: each reads its filters, calls one service and shows what it gives."""
