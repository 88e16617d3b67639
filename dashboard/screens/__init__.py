"""The pages: each reads its filters, calls one service and shows what it gives.

The folder is not called `pages`: Streamlit takes such a folder beside app.py for an app of its older kind, and the first
visitor of a fresh server would get a page without app.py, that is without style and navigation (seen with 1.67).
"""
