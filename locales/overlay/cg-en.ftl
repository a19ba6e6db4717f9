# Official terms of Chhattisgarh (Bihan).
-collector = Collector
product-name = District Livelihoods Mission (Bihan)
