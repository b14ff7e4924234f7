"""The whole journal in forms that other programs read: text in pieces, record by record."""
