# Official terms of Uttar Pradesh (UPSRLM).
-collector = District Magistrate
role-bmmu = Block Mission Manager
role-dmmu = Deputy Commissioner (NRLM)
product-name = District Livelihoods Mission (UPSRLM)
